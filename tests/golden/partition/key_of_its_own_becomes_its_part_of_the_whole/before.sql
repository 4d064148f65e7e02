CREATE TABLE days (id int NOT NULL, day date NOT NULL, CONSTRAINT days_key PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
CREATE TABLE monday (id int, day date, CONSTRAINT monday_key PRIMARY KEY (id, day));
