"""What can be done: rows of actions, menus, keys, the command palette."""
