"""The thin Qt side: windows, the page, the keys. What they show is decided in `oseredok_station.state`."""
