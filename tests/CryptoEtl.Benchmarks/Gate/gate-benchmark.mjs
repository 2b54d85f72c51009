// The counterpart of the gate's benchmark: the rules that SQL can say in one pass over a window, as one query of DuckDB on two threads.
// Usage: node gate-benchmark.mjs <file> <runs>
// Prints one line of JSON: the counts, the seconds of every run by the clock and of the processor, and the peak memory in bytes.
import { DuckDBInstance } from '@duckdb/node-api';

const [file, runs] = process.argv.slice(2);
const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
const connection = await instance.connect();

const query = `
  SELECT
    count(*) FILTER (WHERE asset_id IS NULL OR day IS NULL OR close_usd IS NULL) AS HB001,
    count(*) FILTER (WHERE close_usd <= 0) AS HB002,
    count(*) FILTER (WHERE high_usd < open_usd OR high_usd < close_usd) AS HB003,
    count(*) FILTER (WHERE low_usd > open_usd OR low_usd > close_usd) AS HB004,
    count(*) FILTER (WHERE low_usd > high_usd) AS HB005,
    count(*) FILTER (WHERE volume_usd < 0) + count(*) FILTER (WHERE market_cap_usd < 0) AS HB006,
    count(*) FILTER (WHERE day < DATE '2009-01-03') AS HB007,
    count(*) FILTER (WHERE day = last_day) AS HB008,
    count(*) FILTER (WHERE date_diff('day', last_day, day) > 1) AS HB016,
    count(*) FILTER (WHERE close_usd > 0 AND last_close > 0 AND (close_usd > 10 * last_close OR close_usd * 10 < last_close)) AS HB017,
    count(*) FILTER (WHERE close_usd > 0 AND last_close > 0 AND (close_usd > 2 * last_close OR close_usd * 2 < last_close)) AS HB018,
    count(*) FILTER (WHERE open_usd <= 0) + count(*) FILTER (WHERE high_usd <= 0) + count(*) FILTER (WHERE low_usd <= 0) AS HB031
  FROM (
    SELECT *, lag(day) OVER series AS last_day, lag(close_usd) OVER series AS last_close
    FROM read_parquet('${file}')
    WINDOW series AS (PARTITION BY asset_id ORDER BY day))`;

const clock = [], cpu = [];
let counts;
for (let run = 0; run < Number(runs); run++) {
  const used = process.cpuUsage();
  const start = process.hrtime.bigint();
  counts = (await connection.runAndReadAll(query)).getRowObjectsJson()[0];
  clock.push(Number(process.hrtime.bigint() - start) / 1e9);
  const spent = process.cpuUsage(used);
  cpu.push((spent.user + spent.system) / 1e6);
}
const version = (await connection.runAndReadAll('SELECT version()')).getRows()[0][0];
console.log(JSON.stringify({ version, counts, clock, cpu, peak: process.resourceUsage().maxRSS * 1024 }));
