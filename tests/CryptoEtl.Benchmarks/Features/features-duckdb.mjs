// The features that the benchmark compares, by DuckDB on two threads: windows over a calendar that has every day, from the definitions in docs/features.md.
// Usage: node features-duckdb.mjs <panel.parquet> [--warm small.parquet] [--cells out.parquet] [--only column,column]
// Prints one line of JSON: rows, count and sum of every column, seconds, peak memory. --cells writes the rows to a file instead.
import { DuckDBInstance } from '@duckdb/node-api';
import { cpuSeconds, options, peakBytes, timed } from './features-common.mjs';

const { file, warm, cells, columns } = options(process.argv.slice(2));

// Over the calendar: the last days, the row's own included; enough of them must have a value.
const last = days => `(PARTITION BY asset_id ORDER BY date ROWS ${days - 1} PRECEDING)`;
const before = days => `(PARTITION BY asset_id ORDER BY date ROWS BETWEEN ${days} PRECEDING AND 1 PRECEDING)`;
const enough = (values, days, least, result) => `CASE WHEN count(${values}) OVER d${days} >= ${least} THEN ${result} END`;

// An exponential average e[i] = q e[i-1] + (1 - q) x[i] is q^i times a running sum of (1 - q) x[i] q^-i: no recursion. The first value, at i = n, is the mean of n.
// q^-i fits into a double for segments of 4,000 bars.
const average = (x, i, n, q) => `CASE WHEN ${i} >= ${n} THEN pow(${q}, ${i}) * sum(CASE
  WHEN ${i} > ${n} THEN (1 - ${q}) * ${x} * pow(${q}, -(${i})) WHEN ${i} >= 1 THEN ${x} / ${n} * pow(${q}, -${n}) END) OVER s END`;

// The deepest fall in 2n days: in the older half, in the newer one, or from the highest of the older to the lowest of the newer.
const fall = n => `fall${2 * n} AS (SELECT asset_id, date, close, ${[2, 8, 16].filter(part => part <= n).map(part => `f${part}, `).join('')}least(f${n}, lag(f${n}, ${n}) OVER a,
  min(close) OVER ${last(n)} / max(close) OVER (PARTITION BY asset_id ORDER BY date ROWS BETWEEN ${2 * n - 1} PRECEDING AND ${n} PRECEDING)) AS f${2 * n}
  FROM fall${n} WINDOW a AS (PARTITION BY asset_id ORDER BY date))`;

// 90 days as neighbours of 2, 8, 16 and 64 days, the newest first.
const whole = parts => parts.map((n, at) => {
  const newer = parts.slice(0, at).reduce((sum, part) => sum + part, 0);
  const frame = (from, to) => `(PARTITION BY asset_id ORDER BY date ROWS BETWEEN ${from} PRECEDING AND ${to} PRECEDING)`;
  return [`lag(f${n}, ${newer}) OVER a`, ...(newer ? [`min(close) OVER ${frame(newer - 1, 0)} / max(close) OVER ${frame(newer + n - 1, newer)}`] : [])];
}).flat().join(', ');

const rank = x => `CASE WHEN ${x} IS NOT NULL AND count(${x}) OVER day >= 5 THEN
  ((rank() OVER (PARTITION BY date ORDER BY ${x}) + count(*) OVER (PARTITION BY date ORDER BY ${x})) / 2 - 0.5) / count(${x}) OVER day END`;

const [wilder, fast, slow] = ['(13e0 / 14)', '(11e0 / 13)', '(25e0 / 27)'];

const features = `
WITH bars AS (
  SELECT asset_id::asset AS asset_id, date, open, high, low, close, CASE WHEN volume >= 0 THEN volume END AS volume, CASE WHEN market_cap > 0 THEN market_cap END AS cap
  FROM panel WHERE open > 0 AND low > 0 AND close > 0 AND high >= greatest(open, close) AND low <= least(open, close)),

-- Indicators run over bars; a hole of more than three days begins a segment.
begun AS (
  SELECT *, CASE WHEN date - lag(date) OVER (PARTITION BY asset_id ORDER BY date) <= 4 THEN 0 ELSE 1 END AS begins FROM bars),
segments AS (
  SELECT *, (sum(begins) OVER (PARTITION BY asset_id ORDER BY date ROWS UNBOUNDED PRECEDING))::INTEGER AS segment FROM begun),
bar_steps AS (
  SELECT *, row_number() OVER s AS i, lag(close) OVER s AS last_close, min(low) OVER s14 AS low14, max(high) OVER s14 AS high14
  FROM segments WINDOW s AS (PARTITION BY asset_id, segment ORDER BY date), s14 AS (PARTITION BY asset_id, segment ORDER BY date ROWS 13 PRECEDING)),
moves AS (
  SELECT *, greatest(close - last_close, 0) AS up, greatest(last_close - close, 0) AS down, greatest(high - low, abs(high - last_close), abs(low - last_close)) AS reach,
    CASE WHEN i >= 14 AND high14 > low14 THEN 100 * (close - low14) / (high14 - low14) END AS k
  FROM bar_steps),
averages AS (
  SELECT asset_id, date, open, high, low, close, volume, cap,
    CASE WHEN i >= 50 THEN close / avg(close) OVER s50 - 1 END AS px_sma_50, CASE WHEN count(k) OVER s3 = 3 THEN avg(k) OVER s3 END AS stoch_k_14,
    ${average('up', 'i - 1', 14, wilder)} AS gain, ${average('down', 'i - 1', 14, wilder)} AS loss, ${average('reach', 'i - 1', 14, wilder)} AS atr,
    ${average('close', 'i', 12, fast)} AS fast, ${average('close', 'i', 26, slow)} AS slow
  FROM moves WINDOW s AS (PARTITION BY asset_id, segment ORDER BY date ROWS UNBOUNDED PRECEDING),
    s3 AS (PARTITION BY asset_id, segment ORDER BY date ROWS 2 PRECEDING), s50 AS (PARTITION BY asset_id, segment ORDER BY date ROWS 49 PRECEDING)),
indicators AS (
  SELECT asset_id, date, open, high, low, close, volume, cap, px_sma_50, stoch_k_14,
    100 * gain / nullif(gain + loss, 0) AS rsi_14, 100 * (fast - slow) / close AS macd_pct, 100 * atr / close AS natr_14
  FROM averages),

-- Statistics run over the calendar: every asset on every day.
grid AS (
  SELECT asset_id, date, open, high, low, close, volume, cap, px_sma_50, stoch_k_14, rsi_14, macd_pct, natr_14
  FROM (SELECT DISTINCT asset_id FROM bars) CROSS JOIN (SELECT unnest(generate_series(min(date), max(date), INTERVAL 1 DAY))::DATE AS date FROM bars)
  LEFT JOIN indicators USING (asset_id, date)),
earlier AS (
  SELECT *, close / lag(close) OVER a - 1 AS ret_1d, close / lag(close, 21) OVER a - 1 AS ret_21d, close / lag(close, 30) OVER a - 1 AS ret_30d,
    lag(close, 7) OVER a / lag(close, 90) OVER a - 1 AS mom_90_7, ln(close / lag(close) OVER a) AS r, ln(1 + volume) - ln(1 + lag(volume) OVER a) AS more,
    coalesce(cap, lag(cap) OVER a, lag(cap, 2) OVER a, lag(cap, 3) OVER a) AS held_cap,
    coalesce(lag(cap) OVER a, lag(cap, 2) OVER a, lag(cap, 3) OVER a, lag(cap, 4) OVER a) AS last_cap
  FROM grid WINDOW a AS (PARTITION BY asset_id ORDER BY date)),
market AS (
  SELECT date, CASE WHEN count(*) >= 5 THEN sum(last_cap * ret_1d) / sum(last_cap) END AS market FROM earlier WHERE last_cap * ret_1d IS NOT NULL GROUP BY date),
fall1 AS (SELECT asset_id, date, close, 1e0 AS f1 FROM grid),
${[1, 2, 4, 8, 16, 32].map(fall).join(',\n')},
falls AS (SELECT asset_id, date, least(${whole([2, 8, 16, 64])}) AS fall FROM fall64 WINDOW a AS (PARTITION BY asset_id ORDER BY date)),
days AS (
  SELECT earlier.*, fall, CASE WHEN ret_1d IS NOT NULL THEN market END AS x, CASE WHEN market IS NOT NULL THEN ret_1d END AS y
  FROM earlier LEFT JOIN market USING (date) JOIN falls USING (asset_id, date)),
statistics AS (
  SELECT date, asset_id, close, ret_1d, ret_21d, ret_30d, mom_90_7, px_sma_50, stoch_k_14, rsi_14, macd_pct, natr_14, held_cap,
    ${enough('r', 90, 60, 'avg(r) OVER d90 / nullif(stddev_samp(r) OVER d90, 0) * sqrt(365)')} AS sharpe_90,
    ${enough('r', 30, 20, 'stddev_samp(r) OVER d30 * sqrt(365)')} AS vol_30d,
    ${enough('r', 90, 60, 'stddev_samp(r) OVER d90 * sqrt(365)')} AS vol_90d,
    ${enough('close', 30, 20, 'sqrt(365 * avg(ln(high / low) ** 2 / (4 * ln(2))) OVER d30)')} AS parkinson_30,
    ${enough('close', 30, 20, 'avg(0.5e0 * ln(high / low) ** 2 - (2 * ln(2) - 1) * ln(close / open) ** 2) OVER d30')} AS garman_klass,
    ${enough('close', 365, 30, 'close / max(close) OVER d365 - 1')} AS drawdown_365,
    ${enough('close', 90, 60, 'fall - 1')} AS max_drawdown_90,
    ${enough('r', 90, 60, 'skewness(r) OVER d90')} AS skew_90,
    ${enough('r', 90, 60, '-quantile_cont(r, 0.05) OVER d90')} AS var95_90,
    ${enough('CASE WHEN volume > 0 THEN ret_1d END', 30, 20, '1e6 * avg(CASE WHEN volume > 0 THEN abs(ret_1d) / volume END) OVER d30')} AS amihud_30,
    ${enough('volume / held_cap', 30, 20, 'avg(volume / held_cap) OVER d30')} AS turnover_30,
    CASE WHEN count(volume) OVER b30 >= 20 THEN (ln(1 + volume) - avg(ln(1 + volume)) OVER b30) / nullif(stddev_samp(ln(1 + volume)) OVER b30, 0) END AS volume_z_30,
    ${enough('more', 30, 20, 'corr(CASE WHEN more IS NOT NULL THEN r END, more) OVER d30')} AS ret_volume_corr_30,
    ${enough('x', 90, 60, 'covar_samp(y, x) OVER d90 / nullif(var_samp(x) OVER d90, 0)')} AS beta_mkt_90,
    ${enough('x', 90, 60, `sqrt((var_samp(y) OVER d90 - (covar_samp(y, x) OVER d90) ** 2 / nullif(var_samp(x) OVER d90, 0))
      * (count(x) OVER d90 - 1) / (count(x) OVER d90 - 2) * 365)`)} AS idio_vol_90
  FROM days WINDOW d30 AS ${last(30)}, d90 AS ${last(90)}, d365 AS ${last(365)}, b30 AS ${before(30)}),

-- Cross-sections run over the assets with a bar on the day.
typical AS (SELECT date, median(ret_21d) AS middle, 5 * 1.4826e0 * mad(ret_21d) AS reach FROM statistics WHERE close IS NOT NULL GROUP BY date),
clipped AS (
  SELECT statistics.*, CASE WHEN reach > 0 AND ret_21d IS NOT NULL THEN greatest(middle - reach, least(middle + reach, ret_21d)) ELSE ret_21d END AS clip
  FROM statistics JOIN typical USING (date) WHERE close IS NOT NULL),
features AS (
  SELECT *, CASE WHEN garman_klass >= 0 THEN sqrt(365 * garman_klass) END AS garman_klass_30, ${rank('held_cap')} AS size_rank, ${rank('ret_21d')} AS ret_21d_xs_rank,
    CASE WHEN count(clip) OVER day >= 5 THEN (clip - avg(clip) OVER day) / nullif(stddev_samp(clip) OVER day, 0) END AS ret_21d_xs_z
  FROM clipped WINDOW day AS (PARTITION BY date))`;

const connection = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect();
const rows = async sql => (await connection.runAndReadAll(sql)).getRows();
const load = async path => {
  await connection.run(`CREATE OR REPLACE TEMP TABLE panel AS FROM read_parquet('${path}')`);
  await connection.run('DROP TYPE IF EXISTS asset; CREATE TYPE asset AS ENUM (SELECT DISTINCT asset_id FROM panel ORDER BY asset_id)');
};
const sums = `${features} SELECT count(*)::DOUBLE, ${columns.map(name => `count(${name})::DOUBLE, sum(${name}), sum(abs(${name}))`).join(', ')} FROM features`;

if (cells) {
  await load(file);
  await connection.run(`COPY (${features} SELECT asset_id, date, ${columns.join(', ')} FROM features ORDER BY asset_id, date) TO '${cells}' (COMPRESSION snappy)`);
} else {
  if (warm) {
    await load(warm);
    await rows(sums);
  }
  const used = cpuSeconds();
  const [, read] = await timed(() => load(file));
  const [[found], compute] = await timed(() => rows(sums));
  const cpu = cpuSeconds() - used;
  const version = (await rows('SELECT version()'))[0][0];
  const columnsOf = Object.fromEntries(columns.map((name, at) => [name, { count: found[3 * at + 1], sum: found[3 * at + 2], size: found[3 * at + 3] }]));
  console.log(JSON.stringify({ tool: `DuckDB ${version}`, rows: found[0], columns: columnsOf, read, compute, cpu, peak: peakBytes() }));
}
