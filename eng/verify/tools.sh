# What the machine has, and what --install adds to it; rows that need what is missing are skipped.
find_tools() {
  machine=$(uname -m)
  $install && install_tools
  linker=false
  if { command -v gcc || command -v clang; } > /dev/null && [ -e /usr/include/zlib.h ]; then linker=true; fi
  qemu=$(command -v qemu-x86_64)

  # The fastest loop that this processor runs, from the system and not from .NET.
  best=Vector128
  case $machine in
    x86_64)
      has avx2 && best=Avx2
      has avx512f && has avx512bw && has avx512dq && has avx512vl && best=Avx512
      ;;
    aarch64) best=AdvSimd ;;
  esac
  echo "machine: $machine, fastest instruction set: $best, linker: $linker, qemu: ${qemu:-none}"
}

install_tools() {
  local package missing=()
  for package in gcc libc6-dev zlib1g-dev qemu-user libc6-arm64-cross libstdc++6-arm64-cross libgcc-s1-arm64-cross; do
    dpkg -s "$package" > /dev/null 2>&1 || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  if ! { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}"; } > "$work/apt.log" 2>&1; then
    echo "${missing[*]} cannot be installed, see $work/apt.log" >&2
  fi
}

has() { grep -qw "$1" /proc/cpuinfo; }

# A registry that does not have a package is no failure of ours.
cannot_restore() { grep -qE 'error NU(1101|1102|1103|1301|1801)' "$1"; }
