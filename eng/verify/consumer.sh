# A stranger's project, made from nothing outside of the repository, with the strictest settings; in every form of publishing.
verify_consumer() {
  local folder
  folder=$(mktemp -d)
  consumer=$folder/project
  cp -r eng/verify/consumer "$consumer"
  sed -i "s|@FEED@|$feed|" "$consumer/nuget.config"
  sed -i "s|@VERSION@|$version|" "$consumer/Consumer.csproj"

  refuse_older_framework
  consume "consumer, JIT" net10.0 --no-self-contained
  consume "consumer, single file" net10.0 -p:PublishSingleFile=true --self-contained
  consume "consumer, trimmed" net10.0 -p:PublishTrimmed=true --self-contained
  if $linker; then
    consume "consumer, AOT, net9.0" net9.0 -p:PublishAot=true -p:AdamInstructionSet=none
    $ci || consume "consumer, AOT, net10.0" net10.0 -p:PublishAot=true -p:AdamInstructionSet=none
  else
    skipped "consumer, AOT" "no C compiler with zlib here"
  fi
  rm -rf "$folder"
}

publish_project() { # PROJECT FOLDER FRAMEWORK ARGUMENTS...
  local project=$1 out=$2 framework=$3
  shift 3
  dotnet publish "$project" -c Release -v q --nologo -r "linux-${machine/x86_64/x64}" -p:ConsumerFramework="$framework" --artifacts-path "$out" -o "$out/publish" "$@"
}

# The restore says that the package has nothing for it; a build that goes on would find neither library nor targets.
refuse_older_framework() {
  local name="consumer, net8.0" log
  log=$(log_of "$name")
  if dotnet restore "$consumer" -p:ConsumerFramework=net8.0 --artifacts-path "$folder/old" > "$log" 2>&1; then failed "$name" "it can be restored"
  elif grep -q 'error NU1202: Package Adam.Runtime' "$log"; then passed "$name" - - "refused by restore"
  elif cannot_restore "$log"; then skipped "$name" "its packages cannot be restored here"
  else failed "$name" "another error, see $log"; fi
}

consume() { # NAME FRAMEWORK ARGUMENTS...
  local name=$1 framework=$2 log out
  shift 2
  log=$(log_of "$name")
  out=$consumer-${name//[ ,]/}
  if ! publish_project "$consumer" "$out" "$framework" "$@" > "$log" 2>&1; then
    if cannot_restore "$log"; then skipped "$name" "its packages cannot be restored here"; else failed "$name" "dotnet publish, see $log"; fi
  elif grep -q 'warning' "$log"; then
    failed "$name" "warnings, see $log"
  elif [ "$("$out/publish/Consumer" 2>> "$log" | tee -a "$log" | tail -1)" != "All classes took the same step." ]; then
    failed "$name" "its output is wrong, see $log"
  else
    passed "$name" "$(sed -n 's/^Instruction set: //p' "$log")"
  fi
}
