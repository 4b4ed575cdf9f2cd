# Packs two copies of the sources in two folders: the binaries are the same bytes, and their symbols lead to the commit on a public host.
verify_origin() {
  local name="package, two folders" log folder one commit part
  log=$(log_of "$name")
  if ! commit=$(git rev-parse HEAD 2> "$log"); then
    skipped "$name" "no git checkout here"
    return
  fi
  folder=$(mktemp -d)
  for one in here "else/where"; do
    if ! pack_copy "$folder/$one" >> "$log" 2>&1; then
      failed "$name" "dotnet pack, see $log"
      rm -rf "$folder"
      return
    fi
  done

  for part in lib/net9.0/Adam.Runtime.dll lib/net10.0/Adam.Runtime.dll analyzers/dotnet/cs/Adam.Generator.dll; do
    if ! cmp "$folder/here/unpacked/$part" "$folder/else/where/unpacked/$part" >> "$log" 2>&1; then
      failed "$name" "$part differs, see $log"
      rm -rf "$folder"
      return
    fi
  done
  if grep -q "https://raw.githubusercontent.com/nobody/adam/$commit/" "$folder/here/unpacked/lib/net10.0/Adam.Runtime.pdb"; then
    passed "$name" - - "the same bytes; the symbols name the commit"
  else
    failed "$name" "the symbols do not name the commit"
  fi
  rm -rf "$folder"
}

# With a remote on a host that the SDK knows, as a public checkout has one, and in the settings of a build server.
pack_copy() { # FOLDER
  git clone -q --no-checkout . "$1/adam" &&
    git ls-files -z | xargs -0 cp --parents -t "$1/adam" &&
    git -C "$1/adam" remote set-url origin https://github.com/nobody/adam.git &&
    CI=true dotnet pack "$1/adam/Adam.Runtime" -c Release -v q --nologo -o "$1/packages" &&
    for package in "$1"/packages/*; do python3 -m zipfile -e "$package" "$1/unpacked"; done
}
