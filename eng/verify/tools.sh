# What the machine has. Missing Debian packages are installed where that is allowed; else their rows are skipped.
find_tools() {
  machine=$(uname -m)
  local missing=()
  command -v gcc > /dev/null || command -v clang > /dev/null || missing+=(gcc libc6-dev)
  [ -e /usr/include/zlib.h ] || missing+=(zlib1g-dev)
  command -v qemu-x86_64 > /dev/null || missing+=(qemu-user)
  if [ ${#missing[@]} -gt 0 ] && [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}"; } > "$work/apt.log" 2>&1
  fi
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

has() { grep -qw "$1" /proc/cpuinfo; }

# A registry that does not have a package is no failure of ours.
cannot_restore() { grep -qE 'error NU(1101|1102|1103|1301|1801)' "$1"; }
