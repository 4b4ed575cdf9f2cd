# Arm64, on whatever ADAM_ARM64_RUNNER or ADAM_ARM64_KIT names: the sample's hash, and the tests.
# The runner may be a command with arguments, so it stands without quotes.
# shellcheck disable=SC2086
verify_arm64() {
  local runner tests=$root/Adam.Tests/bin/Release/net10.0/Adam.Tests.dll
  runner=$(arm64_runner 2> "$work/arm64-setup.log")
  if [ -z "$runner" ]; then
    skipped "arm64" "ADAM_ARM64_KIT or ADAM_ARM64_RUNNER names nothing that runs here"
    skipped "arm64, tests" "ADAM_ARM64_KIT or ADAM_ARM64_RUNNER names nothing that runs here"
    return
  fi
  run_sample "arm64" AdvSimd $runner "$(sample_dll net10.0)"
  # An emulator takes more than ten minutes for all.
  if $ci; then run_tests "arm64, tests: goldens" AdvSimd $runner "$tests" -class "*.OptimizerGoldenTests" -class "*.ExpectedInstructionSetTests"
  else run_tests "arm64, tests" AdvSimd $runner "$tests"; fi
}

# The command, or nothing. A kit is set up here; that takes half a minute the first time.
arm64_runner() {
  local kit=${ADAM_ARM64_KIT:-}
  if [ -n "${ADAM_ARM64_RUNNER:-}" ]; then
    echo "$ADAM_ARM64_RUNNER"
  elif [ -n "$kit" ] && [ -f "$kit/setup.sh" ] && [ -f "$kit/arm64run.sh" ] && command -v qemu-aarch64 > /dev/null && timeout 300 bash "$kit/setup.sh" >&2; then
    echo "bash $(realpath "$kit")/arm64run.sh"
  fi
}
