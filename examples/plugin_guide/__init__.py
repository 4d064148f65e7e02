"""Every table of the plugin tables guide: the first form of plugin_users in first.py, all the rest in schema.py."""
