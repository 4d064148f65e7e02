CREATE ROLE group1; CREATE ROLE group2; CREATE ROLE group3;
CREATE ROLE app LOGIN CREATEDB IN ROLE group1, group2;
ALTER ROLE app SET statement_timeout TO '5s';
ALTER ROLE app SET lock_timeout TO '5s';
CREATE ROLE left_alone;
