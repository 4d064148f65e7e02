"""What a database is: frozen values that know nothing of sockets."""
