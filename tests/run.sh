#!/usr/bin/env bash
# Runs every test on a fresh machine: installs DuckDB and Azurite for Node and Debian's chromium, builds, tests, and closes with "N passed, N failed".
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root" || exit 1
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

command -v node >/dev/null || { apt-get update -qq && apt-get install -y -qq nodejs npm; } || exit 1
# The pages are opened in a browser; without one those tests are skipped and say so.
command -v chromium >/dev/null || { { apt-get install -y -qq --no-install-recommends chromium || { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; }; } >/dev/null 2>&1; } \
  || echo "no chromium: pages are not opened in a browser"
# No lock file: it would name builds for platforms that a feed may lack. package.json pins the version.
npm install --prefix tests --no-package-lock --no-audit --no-fund --loglevel=error || exit 1
dotnet build CryptoEtl.sln -c Release -v quiet || exit 1

logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
# Tests one project, tells all of it in one piece, and keeps what it told.
test_project() {
  local log="$logs/$(basename "$1" .csproj)"
  dotnet test "$1" -c Release --no-build -v quiet --logger "console;verbosity=minimal" >"$log.log" 2>&1 || touch "$log.failed"
  flock "$logs" cat "$log.log"
}
export -f test_project
export logs

# These measure time or memory, or start processes of their own: nothing runs beside them. The others run two at a time.
alone='/(CryptoEtl\.(Data|EndToEnd|Simulator)|Parquet\.Net)\.Tests\.csproj$'
projects=$(find tests -name '*.Tests.csproj' | sort)
grep -vE "$alone" <<<"$projects" | xargs -P 2 -I{} bash -c 'test_project {}'
for project in $(grep -E "$alone" <<<"$projects"); do test_project "$project"; done

count() { cat "$logs"/*.log | sed -nE "s/.*- Failed: +([0-9]+), Passed: +([0-9]+), Skipped: +([0-9]+).*/\\$1/p" | awk '{ sum += $1 } END { print sum + 0 }'; }
failed=$(count 1) passed=$(count 2) skipped=$(count 3)
# A project that broke off before it counted a failure has failed all the same.
for project in $projects; do
  log="$logs/$(basename "$project" .csproj)"
  [ -f "$log.log" ] && { [ ! -f "$log.failed" ] || grep -qE -- '- Failed: +[1-9]' "$log.log"; } || failed=$((failed + 1))
done
[ "$passed" -gt 0 ] || failed=$((failed + 1))
echo "$skipped skipped"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
