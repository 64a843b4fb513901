# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by app/run, tests/run and .ci/run: the one list of Debian packages, and how what is missing gets installed.
# The caller has set -euo pipefail and stands in the root of the project.

# What the two programs and all tests are built with and need when they run.
build_packages=(
    g++ cmake ninja-build ccache mold
    qt6-base-dev qt6-svg-dev qt6-wayland libgl1-mesa-dev libxkbcommon-dev libqcustomplot-dev libqpdf-dev
    libsqlite3-dev libsqlitecpp-dev libssl-dev libexpat1-dev
    libboost-dev libeigen3-dev libfmt-dev libhwy-dev libcli11-dev nlohmann-json3-dev libexpected-dev librandom123-dev
    fonts-open-sans fonts-noto-core fontconfig bootstrap-icons
    catch2 libbenchmark-dev
)
# What continuous integration adds: the compiler of the address sanitizer and the fuzzers, and Python for the check of the reference case.
ci_packages=(clang-14 libclang-rt-14-dev python3)

# A system that names no locale gets one that can spell what is printed.
[ -n "${LC_ALL:-}${LC_CTYPE:-}${LANG:-}" ] || export LANG=C.UTF-8

say() { printf '%s\n' "== $*"; }

stop() {
    printf '%s\n' "$*" >&2
    exit 1
}

# Runs a command with its output kept in build/NAME.log; where it fails, shows the end of it and fails too.
quietly() {
    local log="build/$1.log"
    shift
    mkdir -p build
    "$@" >"$log" 2>&1 </dev/null && return
    tail -n 30 "$log" >&2
    printf '%s\n' "Failed: $* (all of its output is in $log)" >&2
    return 1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

apt_install() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
        -o DPkg::Lock::Timeout=600 -o Dpkg::Use-Pty=0 "$@"
}

apt_update() { as_root apt-get update -q -o DPkg::Lock::Timeout=600; }

# True where the package lists on this machine know every one of the packages.
all_known() {
    local package
    for package in "$@"; do
        [ -n "$(apt-cache show --no-all-versions "$package" 2>/dev/null)" ] || return 1
    done
}

# install_packages PACKAGE...: installs those that are missing; costs one question to dpkg where none is.
install_packages() {
    local package missing=()
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        say "Not a Debian system: install what these packages hold with its own tools: $*"
        return
    fi
    local installed
    installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null || true)
    for package in "$@"; do
        grep -qxF "installed $package" <<<"$installed" || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0

    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null ||
            stop "Packages are missing and need root to install. As root: apt-get install ${missing[*]}"
        sudo -v || stop "Packages are missing and sudo was refused. As root: apt-get install ${missing[*]}"
    fi
    say "Installing what is missing: ${missing[*]}"
    if ! all_known "${missing[@]}"; then
        quietly apt-update apt_update || stop "The package lists could not be fetched: is there a network?"
    elif quietly apt-install apt_install "${missing[@]}" 2>/dev/null; then
        return
    else # lists that are old name files that are gone
        quietly apt-update apt_update || stop "The package lists could not be fetched: is there a network?"
    fi
    quietly apt-install apt_install "${missing[@]}" || stop "apt-get could not install the packages above."
}

# configure PRESET: configures build/PRESET, the first time and after the presets changed; other changes the build notices.
configure() {
    local stamp=build/$1/configured
    [ "$stamp" -nt CMakePresets.json ] && return
    quietly "configure-$1" cmake --fresh --preset "$1" || stop "Configuring '$1' failed."
    touch "$stamp"
}
