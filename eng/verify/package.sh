# Packs, and looks into the package: exactly these files (every page of docs among them), what a gallery shows, symbols for both frameworks, and no dependency.
# The build compares the frameworks' public members before it packs (EnablePackageValidation).
feed=$root/artifacts/packages
version=

verify_package() {
  local name="package" log package contents expected cache
  log=$(log_of "$name")
  # A version of its own, whose unpacked copy goes away each time: a package of the same version is never unpacked again.
  version=$(sed -n 's:.*<VersionPrefix>\(.*\)</VersionPrefix>.*:\1:p' Directory.Build.props)-local
  cache=$(dotnet nuget locals global-packages --list | sed 's/^global-packages: //')
  rm -rf "${cache%/}/adam.runtime/$version" "$feed/Adam.Runtime.$version".*nupkg
  if ! dotnet pack Adam.Runtime -c Release -v q --nologo -p:VersionSuffix=local -o "$feed" > "$log" 2>&1; then
    failed "$name" "dotnet pack, see $log"
    print_table
    exit 1
  fi

  package=$feed/Adam.Runtime.$version.nupkg
  contents=$(python3 -m zipfile -l "$package" | awk 'NR > 1 { print $1 }' | grep -v -e '^_rels' -e '^package/' -e Content_Types | sort)
  expected=$(sort << LIST
Adam.Runtime.nuspec
README.md
icon.png
analyzers/dotnet/cs/Adam.Generator.dll
buildTransitive/net9.0/Adam.Runtime.targets
$(find docs -name '*.md')
lib/net10.0/Adam.Runtime.dll
lib/net10.0/Adam.Runtime.xml
lib/net9.0/Adam.Runtime.dll
lib/net9.0/Adam.Runtime.xml
LIST
  )
  python3 -m zipfile -e "$package" "$work/unpacked"
  if [ "$contents" != "$expected" ]; then
    diff <(echo "$expected") <(echo "$contents") >> "$log"
    failed "$name" "other files than expected, see $log"
  elif grep -q '<dependency ' "$work/unpacked/Adam.Runtime.nuspec"; then
    failed "$name" "it has a dependency"
  elif ! names_license_icon_and_readme "$work/unpacked/Adam.Runtime.nuspec"; then
    failed "$name" "license, icon or readme is missing"
  elif [ "$(python3 -m zipfile -l "$feed/Adam.Runtime.$version.snupkg" | grep -c 'lib/net.*/Adam.Runtime.pdb')" != 2 ]; then
    failed "$name" "the symbol package has not the symbols of both frameworks"
  else
    passed "$name" - - "$(stat -c %s "$package") bytes, no dependency"
  fi
}

names_license_icon_and_readme() {
  grep -q '<license type="expression">MIT</license>' "$1" && grep -q '<icon>icon.png</icon>' "$1" && grep -q '<readme>README.md</readme>' "$1"
}
