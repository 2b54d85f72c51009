using CryptoEtl.LocalHost.Commands;

return await EtlCommand.RunAsync(args);
