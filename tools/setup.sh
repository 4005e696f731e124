# shellcheck shell=bash disable=SC2154
# Sourced by ./run and ./check: installs what is missing and builds. Speaks on stderr only.
# Expects $root, the project's folder; gives say, install_packages, build_release and $bursar.

build="$root/build/release"
bursar="$build/cli/bursar"

say() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }

# install_packages LIST: the Debian packages named in the file, those that are missing.
install_packages() {
  command -v dpkg-query >/dev/null || { say "not a Debian system: expecting what $1 lists to be there"; return 0; }
  local wanted missing
  wanted=$(sort "$1")
  # shellcheck disable=SC2086
  missing=$(comm -23 <(printf '%s\n' "$wanted") \
    <(dpkg-query -W -f='${Package} ${db:Status-Status}\n' $wanted 2>/dev/null | sed -n 's/ installed$//p' | sort -u))
  [ -n "$missing" ] || return 0
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
      say "these packages are missing, and there is no sudo to install them: ${missing//$'\n'/ }"
      return 1
    fi
    as_root=(sudo)
  fi
  say "installing ${missing//$'\n'/ }"
  # shellcheck disable=SC2086
  {
    "${as_root[@]}" apt-get -q update
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends install $missing
  } >&2 </dev/null || { say "the packages could not be installed"; return 1; }
}

# As many compilers at a time as the processors and the memory allow (about 1 GB each).
parallel_jobs() {
  local cores gigabytes
  cores=$(nproc)
  gigabytes=$(awk '/MemAvailable/ { print int($2 / 1000000) }' /proc/meminfo)
  [ "$gigabytes" -ge 1 ] || gigabytes=1
  echo $((cores < gigabytes ? cores : gigabytes))
}

# build_preset PRESET [TARGET]: configures when needed and builds; the compiler's words only on failure.
build_preset() {
  local folder="$root/build/$1" log="$root/build/$1.log"
  mkdir -p "$root/build"
  if ! {
    { [ -f "$folder/build.ninja" ] || (cd "$root" && cmake --preset "$1"); } &&
      cmake --build "$folder" --parallel "$(parallel_jobs)" ${2:+--target "$2"}
  } >"$log" 2>&1 </dev/null; then
    cat "$log" >&2
    say "the build failed"
    return 1
  fi
}

# build_release [TARGET]: nothing when no source is newer than the last build of that target.
build_release() {
  local stamp="$build/.built-${1:-all}" sources
  mkdir -p "$build"
  exec 9>"$root/build/.lock"
  flock 9
  sources=("$root"/{CMakeLists.txt,CMakePresets.json,cmake,grammar,engine,io,cli,tools,docs})
  [ -n "${1:-}" ] || sources+=("$root/tests")
  if [ ! -e "$stamp" ] || [ ! -x "$bursar" ] ||
    [ -n "$(find "${sources[@]}" -newer "$stamp" -not -name __pycache__ -print -quit 2>/dev/null)" ]; then
    if [ -x "$bursar" ]; then say "building"; else say "building; the first time takes some minutes"; fi
    touch "$stamp.new"
    build_preset release "${1:-}" || { exec 9>&-; return 1; }
    mv "$stamp.new" "$stamp"
  fi
  exec 9>&-
}
