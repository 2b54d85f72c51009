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

log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
# One project at a time: the end-to-end tests start processes of their own.
for project in $(find tests -name '*.Tests.csproj' | sort); do
  dotnet test "$project" -c Release --no-build -v quiet --logger "console;verbosity=minimal" 2>&1 | tee -a "$log"
  [ "${PIPESTATUS[0]}" -eq 0 ] || status=1
done

count() { sed -nE "s/.*- Failed: +([0-9]+), Passed: +([0-9]+), Skipped: +([0-9]+).*/\\$1/p" "$log" | awk '{ sum += $1 } END { print sum + 0 }'; }
failed=$(count 1) passed=$(count 2) skipped=$(count 3)
[ "$passed" -gt 0 ] || status=1
[ "$status" -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
echo "$passed passed, $failed failed, $skipped skipped"
exit "$status"
