# Arm64, on whatever ADAM_ARM64_RUNNER names or eng/arm64-runner.sh finds: the sample's hash, and the tests.
verify_arm64() {
  local filter=() runner=$ADAM_ARM64_RUNNER
  if [ -z "$runner" ]; then
    skipped "arm64" "no runner; ADAM_ARM64_RUNNER can name one"
    skipped "arm64, tests" "no runner; ADAM_ARM64_RUNNER can name one"
    return
  fi
  # The runner may be a command with arguments, so it stands without quotes.
  # shellcheck disable=SC2086
  run_sample "arm64" AdvSimd $runner "$(sample_dll net10.0)"
  if $ci; then filter=("${kernel_tests[@]}"); fi
  # shellcheck disable=SC2086
  run_tests "arm64, tests" AdvSimd $runner "$root/Adam.Tests/bin/Release/net10.0/Adam.Tests.dll" "${filter[@]}"
}
