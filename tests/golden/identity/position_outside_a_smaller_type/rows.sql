SELECT setval('t_a_seq', 40000), setval('t_b_seq', 40000), setval('t_d_seq', 40000), setval('t_e_seq', 40000);
INSERT INTO t OVERRIDING SYSTEM VALUE VALUES (1, 1, 1, 1, 1, 300);
