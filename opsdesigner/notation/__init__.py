"""What can be drawn: tables of kinds, properties, rules and drawings. No Qt, no behaviour."""
