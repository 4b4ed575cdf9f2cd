# A stranger's project, made from nothing outside of the repository, with the strictest settings; in every form of publishing.
verify_consumer() {
  local folder
  folder=$(mktemp -d)
  consumer=$folder/project
  cp -r eng/verify/consumer "$consumer"
  sed -i "s|@FEED@|$feed|" "$consumer/nuget.config"
  sed -i "s|@VERSION@|$version|" "$consumer/Consumer.csproj"

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

consume() { # NAME FRAMEWORK ARGUMENTS...
  local name=$1 framework=$2 log out
  shift 2
  log=$(log_of "$name")
  out=$consumer-${name//[ ,]/}
  if ! dotnet publish "$consumer" -c Release -v q --nologo -r "linux-${machine/x86_64/x64}" -p:ConsumerFramework="$framework" --artifacts-path "$out" -o "$out/publish" "$@" > "$log" 2>&1; then
    if cannot_restore "$log"; then skipped "$name" "its packages cannot be restored here"; else failed "$name" "dotnet publish, see $log"; fi
  elif grep -q 'warning' "$log"; then
    failed "$name" "warnings, see $log"
  elif [ "$("$out/publish/Consumer" 2>> "$log" | tee -a "$log" | tail -1)" != "All classes took the same step." ]; then
    failed "$name" "its output is wrong, see $log"
  else
    passed "$name" "$(sed -n 's/^Instruction set: //p' "$log")"
  fi
}
