SELECT setval('low', 3), setval('high', 90), setval('apart', 7);
