INSERT INTO above VALUES (2, 'x');
