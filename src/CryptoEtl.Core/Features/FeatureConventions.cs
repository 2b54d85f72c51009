namespace CryptoEtl.Core.Features;

/// <summary>What all features share, as the first part of their page.</summary>
internal static class FeatureConventions
{
    /// <summary>Markdown with line feeds.</summary>
    public static string Text { get; } = """
        ## Rows

        A day is a UTC calendar day; there are no weekends or holidays. The row of a day is made at its decision time: the day's end and `decision_offset` (60 minutes).
        It sees what was published up to then, equality included, and of a value published several times the last one that was out. A trade that uses the row begins at the decision time or later.
        An asset has a row on a day if a valid bar of that day was visible at the decision time. Nobody's future listing or delisting plays a part.
        The columns that compare assets are of members of the day's universe only; other rows have null there.

        A bar is valid if all four prices are there and above 0, no price is above the high and none below the low. Of a bar that is not, nothing is used, volume and cap included.
        A negative volume, DEX volume or number of interactions is null, and so is a cap, value locked, open interest or rank that is not above 0.
        Missing days of prices and flows stay missing. States are carried forward over a few missing days: cap, value locked, galaxy score and rank over 3, open interest over 1.

        Null means that there is no figure: too short a past, a missing input, a division by 0. It is never 0 and never NaN in a file.

        ## Symbols

        | Symbol | Meaning |
        | --- | --- |
        | `O H L C` | Open, high, low and close of the day, USD |
        | `V` | Traded in the day, in USD, not in coins |
        | `M` | Circulating market cap, USD |
        | `TP` | `(H + L + C)/3` |
        | `x[t−k]` | `x` of the calendar day `k` days before `t`; in formulas over bars, of the bar `k` bars before |
        | `R` | `C[t]/C[t−1] − 1`; null where one of the two days has no bar |
        | `r` | `ln(C[t]/C[t−1])`; likewise |
        | `A` | 365, the days of a year |
        | `h` | Log return of an hour |
        | `d`, `D(d)` | Day of the row, and its decision time |
        | `p` | Day at which a source's series end in the row: `d` less the days that the source is behind. All inputs of a formula are taken at the same `p` |
        | `U(d)` | Members of the universe of `d` with a valid bar on it |
        | `mean`, `std`, `var` | Over the window; deviations divide by n−1, but for Bollinger bands |
        | `quantile(q)` | Linear between neighbouring values |
        | `SMA(n)` | Mean of n bars |
        | `EMA(n)` | Weight `2/(n+1)`; its first value is the mean of the first n inputs |
        | `Wilder(n)` | Weight `1/n`; its first value is the mean of the first n inputs |
        | `zprev(x, N, min)` | Today's `x` less the mean of the N days before it, by their deviation; today is not among them |
        | `xs_rank(x)` | `(rank − 0.5)/n` in `U(d)`, smallest first, ties share their mean rank; null below 5 assets |
        | `winsor(x)` | Cut off at the median ± 5 · 1.4826 · median absolute deviation |
        | `xs_z(x)` | `winsor(x)` less its mean in `U(d)`, by its deviation; null below 5 assets |
        | `OLS(y on x)` | Straight line with intercept over the days that have both |
        | `corr` | Pearson's, over the days that have both |

        ## Windows

        Features that see *days* look at the last N calendar days and leave out what is missing; below the least number of observations they are null. `30/20` is 30 days with at least 20.
        Those that see *bars* step over holes of up to 3 missing days; after a longer one they begin anew, as if the asset were new.
        Those that see *members* compare the assets of `U(d)`, and those of the *market* are one value a day.
        An indicator of an indicator counts from the first value of that one: where nothing has moved since a segment began, there is no direction, and ADX waits for one.
        The lookback is how many days or bars settle the value; `rec` is all since the segment began, and in brackets after how many the beginning no longer matters.

        """.ReplaceLineEndings("\n");
}
