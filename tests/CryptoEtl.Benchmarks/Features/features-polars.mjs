// The features that the benchmark compares, by Polars on all cores: rolling expressions over a calendar that has every day, from the definitions in docs/features.md.
// Usage: node features-polars.mjs <panel.parquet> [--warm small.parquet] [--cells out.parquet] [--only column,column]
// Prints one line of JSON: rows, count and sum of every column, seconds, peak memory. --cells writes the rows to a file instead.
import pl from 'nodejs-polars';
import { cpuSeconds, options, peakBytes, timed } from './features-common.mjs';

const { file, warm, cells, columns } = options(process.argv.slice(2));
const { col, lit, when } = pl;
const A = 365;
const rolling = (x, windowSize, minPeriods, how) => x[how]({ windowSize, minPeriods });
const mean = (x, days, least) => rolling(x, days, least, 'rollingMean');
const std = (x, days, least) => rolling(x, days, least, 'rollingStd');
const sum = (x, days, least) => rolling(x, days, least, 'rollingSum');
const min = (x, days, least = 1) => rolling(x, days, least, 'rollingMin');
const max = (x, days, least = 1) => rolling(x, days, least, 'rollingMax');
const where = (condition, x) => when(condition).then(x).otherwise(lit(null));
const finite = x => where(x.isFinite(), x);
const sqrt = x => x.pow(0.5);

/** An exponential average of the n-th and later values, from the mean of the first n on; i counts the values from 1. */
const average = (x, i, n, alpha) =>
  when(i.eq(n)).then(mean(x, n, n)).when(i.gt(n)).then(x).otherwise(lit(null)).ewmMean({ alpha, adjust: false, minPeriods: 1, bias: false, ignoreNulls: true });

/** Indicators run over bars; a hole of more than three days begins a segment. */
function indicators(bars) {
  const within = x => x.over('asset_id', 'segment');
  const [i, close, last] = [col('i'), col('close'), col('last')];
  const move = close.sub(last);
  const moved = i.sub(1);
  return bars
    .withColumns(col('day').diff(1, 'ignore').gt(4).fillNull(false).cast(pl.Int32).cumSum().over('asset_id').alias('segment'))
    .withColumns(within(close.cumCount()).cast(pl.Int32).alias('i'), within(close.shift(1)).alias('last'))
    .withColumns(
      where(last.isNotNull(), when(move.gt(0)).then(move).otherwise(lit(0))).alias('up'),
      where(last.isNotNull(), when(move.lt(0)).then(lit(0).sub(move)).otherwise(lit(0))).alias('down'),
      where(last.isNotNull(), pl.maxHorizontal([col('high').sub(col('low')), col('high').sub(last).abs(), col('low').sub(last).abs()])).alias('reach'),
      within(finite(close.sub(min(col('low'), 14, 14)).div(max(col('high'), 14, 14).sub(min(col('low'), 14, 14)))).mul(100)).alias('k'))
    .withColumns(
      within(close.div(mean(close, 50, 50)).sub(1)).alias('px_sma_50'),
      within(mean(col('k'), 3, 3)).alias('stoch_k_14'),
      within(average(col('up'), moved, 14, 1 / 14)).alias('gain'),
      within(average(col('down'), moved, 14, 1 / 14)).alias('loss'),
      within(average(col('reach'), moved, 14, 1 / 14)).div(close).mul(100).alias('natr_14'),
      within(average(close, i, 12, 2 / 13)).sub(within(average(close, i, 26, 2 / 27))).div(close).mul(100).alias('macd_pct'))
    .withColumns(finite(col('gain').div(col('gain').add(col('loss'))).mul(100)).alias('rsi_14'))
    .drop('segment', 'i', 'last', 'up', 'down', 'reach', 'k', 'gain', 'loss');
}

/** Statistics run over the calendar: every asset on every day. */
function calendar(bars, table) {
  const each = x => x.over('asset_id');
  const [close, r, ret, volume] = [col('close'), col('r'), col('ret_1d'), col('volume')];
  const back = (x, days) => each(x.shift(days));
  const carried = from => [from, from + 1, from + 2, from + 3].map(days => col('cap').shift(days)).reduceRight((older, newer) => newer.fillNull(older));
  const days = bars.select(pl.intRange(col('day').min(), col('day').max().add(1), 1, pl.Int32).alias('day'));
  const grid = bars.select('asset_id').unique({ maintainOrder: true, keep: 'first' }).join(days, { how: 'cross' }).join(table, { on: ['asset_id', 'day'], how: 'left' })
    .withColumns(
      close.div(back(close, 1)).sub(1).alias('ret_1d'), close.div(back(close, 21)).sub(1).alias('ret_21d'), close.div(back(close, 30)).sub(1).alias('ret_30d'),
      back(close, 7).div(back(close, 90)).sub(1).alias('mom_90_7'), close.div(back(close, 1)).log().alias('r'), volume.add(1).log().alias('log_volume'),
      each(carried(0)).alias('held_cap'), each(carried(1)).alias('last_cap'), close.div(close).alias('fall1'));
  const market = grid.filter(ret.mul(col('last_cap')).isNotNull()).groupBy('day')
    .agg(ret.mul(col('last_cap')).sum().div(col('last_cap').sum()).alias('market'), ret.count().alias('assets'))
    .select(col('day'), where(col('assets').gtEq(5), col('market')).alias('market'));
  return falls(grid.join(market, { on: 'day', how: 'left' }), each).withColumns(
    where(ret.isNotNull(), col('market')).alias('x'), where(col('market').isNotNull(), ret).alias('y'), each(col('log_volume').diff(1, 'ignore')).alias('more'));
}

/** The deepest fall in 2n days: in the older half, in the newer one, or from the highest of the older to the lowest of the newer; 90 days as 2, 8, 16 and 64, the newest first. */
function falls(grid, each) {
  const close = col('close');
  for (const n of [1, 2, 4, 8, 16, 32]) {
    const f = col(`fall${n}`);
    grid = grid.withColumns(each(pl.minHorizontal([f, f.shift(n), min(close, n).div(max(close, n).shift(n))])).alias(`fall${2 * n}`));
  }
  const parts = [2, 8, 16, 64].flatMap((n, at, all) => {
    const newer = all.slice(0, at).reduce((total, part) => total + part, 0);
    return newer === 0 ? [col(`fall${n}`)] : [col(`fall${n}`).shift(newer), min(close, newer).div(max(close, n).shift(newer))];
  });
  return grid.withColumns(each(pl.minHorizontal(parts)).alias('fall')).drop(...[1, 2, 4, 8, 16, 32, 64].map(n => `fall${n}`));
}

function statistics(grid) {
  const [close, r, ret, volume, more, x, y] = ['close', 'r', 'ret_1d', 'volume', 'more', 'x', 'y'].map(name => col(name));
  const [range, body] = [col('high').div(col('low')).log(), close.div(col('open')).log()];
  const number = (values, days) => sum(values.isNotNull().cast(pl.Float64), days, 1);
  const [n, m1, m2, m3] = [number(r, 90), mean(r, 90, 60), mean(r.mul(r), 90, 60), mean(r.mul(r).mul(r), 90, 60)];
  const spread = m2.sub(m1.mul(m1));
  const skew = sqrt(n.mul(n.sub(1))).div(n.sub(2)).mul(m3.sub(m1.mul(m2).mul(3)).add(m1.mul(m1).mul(m1).mul(2))).div(spread.pow(1.5));
  const pairs = more.isNotNull();
  const both = where(pairs, r);
  const corr = (a, b, days, least) => mean(a.mul(b), days, least).sub(mean(a, days, least).mul(mean(b, days, least)));
  const [nxy, sxy, sxx, syy] = [number(x, 90), corr(x, y, 90, 60), corr(x, x, 90, 60), corr(y, y, 90, 60)];
  const lastVolumes = col('log_volume').shift(1);
  const garman = mean(range.mul(range).mul(0.5).sub(body.mul(body).mul(2 * Math.LN2 - 1)), 30, 20);
  const expressions = {
    sharpe_90: finite(mean(r, 90, 60).div(std(r, 90, 60)).mul(Math.sqrt(A))),
    vol_30d: std(r, 30, 20).mul(Math.sqrt(A)),
    vol_90d: std(r, 90, 60).mul(Math.sqrt(A)),
    parkinson_30: sqrt(mean(range.mul(range), 30, 20).mul(A / (4 * Math.LN2))),
    garman_klass_30: where(garman.gtEq(0), sqrt(garman.mul(A))),
    drawdown_365: close.div(max(close, 365, 30)).sub(1),
    max_drawdown_90: where(number(close, 90).gtEq(60), col('fall').sub(1)),
    skew_90: finite(skew),
    var95_90: lit(0).sub(r.rollingQuantile({ quantile: 0.05, interpolation: 'linear', windowSize: 90, minPeriods: 60 })),
    amihud_30: mean(where(volume.gt(0), ret.abs().div(volume)), 30, 20).mul(1e6),
    turnover_30: mean(volume.div(col('held_cap')), 30, 20),
    volume_z_30: finite(col('log_volume').sub(mean(lastVolumes, 30, 20)).div(std(lastVolumes, 30, 20))),
    ret_volume_corr_30: finite(corr(both, more, 30, 20).div(sqrt(corr(both, both, 30, 20).mul(corr(more, more, 30, 20))))),
    beta_mkt_90: finite(sxy.div(sxx)),
    idio_vol_90: finite(sqrt(syy.sub(sxy.mul(sxy).div(sxx)).mul(nxy).div(nxy.sub(2)).mul(A))),
  };
  return grid.withColumns(...Object.entries(expressions).map(([name, x]) => x.over('asset_id').alias(name)));
}

/** Cross-sections run over the assets with a bar on the day. */
function crossSections(rows) {
  const each = x => x.over('day');
  const enough = (x, value) => where(each(x.count()).gtEq(5), value);
  const rank = x => enough(x, each(x.rank('average').sub(0.5).div(x.count())));
  const [ret, middle, reach, clip] = [col('ret_21d'), col('middle'), col('reach'), col('clip')];
  return rows
    .withColumns(each(ret.median()).alias('middle'))
    .withColumns(each(ret.sub(middle).abs().median()).mul(5 * 1.4826).alias('reach'))
    .withColumns(when(reach.gt(0)).then(pl.maxHorizontal([middle.sub(reach), pl.minHorizontal([middle.add(reach), ret])])).otherwise(ret).alias('clip'))
    .withColumns(
      where(ret.isNotNull(), clip).alias('clip'))
    .withColumns(
      rank(col('held_cap')).alias('size_rank'), rank(ret).alias('ret_21d_xs_rank'),
      enough(clip, finite(each(clip.sub(clip.mean()).div(clip.std())))).alias('ret_21d_xs_z'));
}

const load = path => pl.readParquet(path);

function features(panel) {
  const [open, high, low, close] = ['open', 'high', 'low', 'close'].map(name => col(name));
  const bars = panel.lazy()
    .filter(open.gt(0).and(low.gt(0)).and(close.gt(0)).and(high.gtEq(open)).and(high.gtEq(close)).and(low.ltEq(open)).and(low.ltEq(close)))
    .select(col('asset_id'), col('date').cast(pl.Int32).alias('day'), open, high, low, close,
      where(col('volume').gtEq(0), col('volume')).alias('volume'), where(col('market_cap').gt(0), col('market_cap')).alias('cap'));
  return crossSections(statistics(calendar(bars, indicators(bars))).filter(close.isNotNull()));
}

const sums = panel => features(panel).select(pl.len().cast(pl.Float64).alias('rows'), ...columns.flatMap(name => [
  col(name).count().cast(pl.Float64).alias(`${name} count`), col(name).sum().alias(`${name} sum`), col(name).abs().sum().alias(`${name} size`)])).collect();

if (cells) {
  const found = await features(load(file)).select(col('asset_id'), col('day').cast(pl.Date).alias('date'), ...columns.map(name => col(name))).sort('asset_id', 'date').collect();
  found.writeParquet(cells, { compression: 'snappy' });
} else {
  if (warm) await sums(load(warm));
  const used = cpuSeconds();
  const [panel, read] = await timed(() => load(file));
  const [table, compute] = await timed(() => sums(panel));
  const cpu = cpuSeconds() - used;
  const [found] = table.toRecords();
  const columnsOf = Object.fromEntries(columns.map(name => [name, { count: found[`${name} count`], sum: found[`${name} sum`], size: found[`${name} size`] }]));
  console.log(JSON.stringify({ tool: `Polars for Node ${pl.version}`, rows: found.rows, columns: columnsOf, read, compute, cpu, peak: peakBytes() }));
}
