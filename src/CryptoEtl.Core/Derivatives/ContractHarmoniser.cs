namespace CryptoEtl.Core.Derivatives;

/// <summary>Joins CoinGecko's list of contracts with the tickers of their venues, and maps them to assets.</summary>
internal sealed class ContractHarmoniser(VenueBook book, FundingIntervals intervals)
{
    /// <param name="contracts">Rows of <see cref="DerivativesTables.Contract"/> that passed the gate.</param>
    public List<HarmonisedContract> Harmonise(Batch contracts)
    {
        var listed = Enumerable.Range(0, contracts.RowCount).Select(row => Listed(contracts, row)).ToList();
        var claimed = listed.Select(contract => (contract.VenueId, contract.Symbol)).ToHashSet();
        var all = MapByIndex(listed).Concat(book.Except(claimed).Select(TickerOnly));
        return [.. all.Select(WithInterval).OrderBy(contract => contract.VenueId, StringComparer.Ordinal).ThenBy(contract => contract.Symbol, StringComparer.Ordinal)];
    }

    private HarmonisedContract Listed(Batch rows, int row)
    {
        var (venue, symbol) = (rows.Texts("venue_name")[row]!, rows.Texts("symbol")[row]!);
        var id = book.IdOf(venue);
        var perpetual = rows.Texts("contract_type")[row] == "perpetual";
        var contract = new HarmonisedContract
        {
            Source = HarmonisedContract.CoinGecko,
            VenueId = id,
            Symbol = symbol,
            ContractType = rows.Texts("contract_type")[row]!,
            Underlying = rows.Texts("index_id")[row],
            Evidence = book.Knows(venue) ? "its venue's answer does not have the symbol" : "its venue is in no list",
            Price = rows.Numbers("price")[row],
            IndexPrice = rows.Numbers("index_price")[row],
            FundingRaw = perpetual ? rows.Numbers("funding_rate_pct")[row] : null,
            FundingUnit = perpetual ? DerivativesUnits.Percent : null,
            OpenInterestUsd = rows.Numbers("open_interest_usd")[row],
            VolumeUsd = rows.Numbers("volume_24h_usd")[row],
            Spread = rows.Numbers("spread_pct")[row] / 100,
            LastTradedAt = rows.Instants("last_traded_at")[row],
            ExpiresAt = rows.Instants("expires_at")[row],
            ObservedAt = rows.Instants(Tables.ObservedAt)[row]!.Value,
            RawSha256 = rows.Texts(Tables.RawSha256)[row],
        };
        return book.Find(id, symbol) is { } ticker ? Join(contract, ticker) : contract;
    }

    /// <summary>The ticker adds coin id, base and conversion, and fills what the list leaves out.</summary>
    private HarmonisedContract Join(HarmonisedContract contract, int ticker)
    {
        var rows = book.Tickers;
        var underlying = ContractUnderlying.Of(rows.Texts("base")[ticker]!);
        var asset = rows.Texts("asset_id")[ticker];
        return contract with
        {
            Base = rows.Texts("base")[ticker],
            Target = rows.Texts("target")[ticker],
            Multiplier = underlying.Multiplier,
            AssetId = asset,
            Evidence = asset is null ? "the venue's answer gives no coin id" : "ticker",
            PriceUsd = rows.Numbers("last_usd")[ticker] / underlying.Multiplier,
            OpenInterestUsd = contract.OpenInterestUsd ?? rows.Numbers("open_interest_usd")[ticker],
            VolumeUsd = contract.VolumeUsd ?? rows.Numbers("volume_24h_usd")[ticker],
            IndexPrice = contract.IndexPrice ?? rows.Numbers("index_price")[ticker],
        };
    }

    private HarmonisedContract TickerOnly(int ticker)
    {
        var rows = book.Tickers;
        var perpetual = rows.Texts("contract_type")[ticker] == "perpetual";
        return Join(
            new HarmonisedContract
            {
                Source = HarmonisedContract.CoinGecko,
                VenueId = rows.Texts("venue_id")[ticker]!,
                Symbol = rows.Texts("symbol")[ticker]!,
                ContractType = rows.Texts("contract_type")[ticker]!,
                Underlying = rows.Texts("base")[ticker],
                Price = rows.Numbers("last")[ticker],
                FundingRaw = perpetual ? rows.Numbers("funding_rate_pct")[ticker] : null,
                FundingUnit = perpetual ? DerivativesUnits.Percent : null,
                Spread = rows.Numbers("spread")[ticker],
                LastTradedAt = rows.Instants("last_traded_at")[ticker],
                ExpiresAt = rows.Instants("expires_at")[ticker],
                ObservedAt = rows.Instants(Tables.ObservedAt)[ticker]!.Value,
                RawSha256 = rows.Texts(Tables.RawSha256)[ticker],
            },
            ticker);
    }

    /// <summary>A contract without coin id is what its venue's other contracts on the same index are, if those agree.</summary>
    private static IEnumerable<HarmonisedContract> MapByIndex(List<HarmonisedContract> listed)
    {
        var byIndex = listed.Where(contract => contract is { IsMapped: true, Underlying: not null })
            .GroupBy(contract => (contract.VenueId, contract.Underlying))
            .Where(group => group.Select(contract => (contract.AssetId, contract.Multiplier)).Distinct().Count() == 1)
            .ToDictionary(group => group.Key, group => group.First());
        return listed.Select(contract =>
            !contract.IsMapped && byIndex.TryGetValue((contract.VenueId, contract.Underlying), out var sibling)
                ? contract with { AssetId = sibling.AssetId, Multiplier = sibling.Multiplier, Evidence = "index" }
                : contract);
    }

    private HarmonisedContract WithInterval(HarmonisedContract contract) => contract with
    {
        FundingHours = contract.IsPerpetual ? intervals.HoursOf(contract.VenueId, contract.AssetId) : null,
    };
}
