# A stranger's project that refers to the sources: in every form of publishing, with the properties on the command line and in the project.
verify_sources() {
  local folder project references log name
  folder=$(mktemp -d)
  project=$folder/project
  cp -r eng/verify/consumer "$project"
  rm "$project/nuget.config"
  references="<ProjectReference Include=\"$root/Adam.Runtime/Adam.Runtime.csproj\" /><ProjectReference Include=\"$root/Adam.Generator/Adam.Generator.csproj\" OutputItemType=\"Analyzer\" ReferenceOutputAssembly=\"false\" />"
  sed -i "s|<PackageReference Include=\"Adam.Runtime\".*|$references|" "$project/Consumer.csproj"

  $ci || publish_sources "sources, trimmed" "$best" net10.0 -p:PublishTrimmed=true --self-contained
  $ci || publish_sources "sources, single file" "$best" net10.0 -p:PublishSingleFile=true --self-contained
  if ! $linker || [ "$machine" != x86_64 ]; then
    skipped "sources, AOT" "no C compiler with zlib for x64 here"
    rm -rf "$folder"
    return
  fi

  # Without the targets the property has no effect, and the compiler says so; here warnings are errors.
  name="sources, AOT without the import"
  log=$(log_of "$name")
  if publish_project "$project" "$folder/bare" net10.0 -p:PublishAot=true -p:AdamInstructionSet=avx2 > "$log" 2>&1; then failed "$name" "the build succeeds"
  elif grep -q 'error ADAM1004' "$log"; then passed "$name" - - "ADAM1004"
  else failed "$name" "another error, see $log"; fi

  sed -i "s|</Project>|  <Import Project=\"$root/Adam.Runtime/Package/buildTransitive/Adam.Runtime.targets\" />\n</Project>|" "$project/Consumer.csproj"
  publish_sources "sources, AOT, net10.0" Avx2 net10.0 -p:PublishAot=true -p:AdamInstructionSet=avx2
  $ci || publish_sources "sources, AOT, net9.0" Avx2 net9.0 -p:PublishAot=true -p:AdamInstructionSet=avx2
  rm -rf "$folder"
}

publish_sources() { # NAME EXPECTED_SET FRAMEWORK ARGUMENTS...
  local name=$1 expected=$2 framework=$3 log out set
  shift 3
  log=$(log_of "$name")
  out=$folder/${name//[ ,]/}
  if ! publish_project "$project" "$out" "$framework" "$@" > "$log" 2>&1; then
    if cannot_restore "$log"; then skipped "$name" "its packages cannot be restored here"; else failed "$name" "dotnet publish, see $log"; fi
    return
  elif ! runs_here "$expected"; then
    skipped "$name" "the processor has no $expected"
    return
  fi
  set=$("$out/publish/Consumer" 2>> "$log" | sed -n 's/^Instruction set: //p')
  if [ "$set" = "$expected" ]; then passed "$name" "$set"; else failed "$name" "expected $expected" "$set"; fi
}
