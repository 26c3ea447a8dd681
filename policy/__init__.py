"""May this be made? The estate's intents, held against every preview that runs with this policy pack."""
