"""One alloy after another by the engine, on the page."""
