// What the scripts of both tools share: the columns, their arguments and what they measure.
import { readFileSync } from 'node:fs';

export const columns = [
  'ret_1d', 'ret_30d', 'mom_90_7', 'sharpe_90', 'px_sma_50', 'rsi_14', 'macd_pct', 'natr_14', 'stoch_k_14', 'vol_30d', 'vol_90d', 'parkinson_30', 'garman_klass_30',
  'drawdown_365', 'max_drawdown_90', 'skew_90', 'var95_90', 'amihud_30', 'turnover_30', 'volume_z_30', 'ret_volume_corr_30', 'beta_mkt_90', 'idio_vol_90',
  'size_rank', 'ret_21d_xs_rank', 'ret_21d_xs_z',
];

/** The file, then --warm FILE, --cells FILE, --only COLUMNS. */
export function options([file, ...rest]) {
  const found = { file };
  for (let at = 0; at < rest.length; at += 2) found[rest[at].slice(2)] = rest[at + 1];
  return { ...found, columns: found.only ? found.only.split(',') : columns };
}

/** VmHWM: the most physical memory the process has ever had, in bytes. */
export const peakBytes = () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) * 1024;

export async function timed(action) {
  const start = process.hrtime.bigint();
  const result = await action();
  return [result, Number(process.hrtime.bigint() - start) / 1e9];
}

/** Seconds of the processor so far, all threads. */
export function cpuSeconds() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
