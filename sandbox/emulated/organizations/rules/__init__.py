"""What does AWS Organizations allow? The state of all organizations and the pure functions that change it."""
