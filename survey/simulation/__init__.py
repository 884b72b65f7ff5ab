"""People who do not exist: registers, answers by an item response model, and the true values behind them."""
