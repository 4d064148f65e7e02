CREATE TABLE base (at timestamp DEFAULT now(), e integer); CREATE TABLE other (z integer); CREATE TABLE a (at timestamp DEFAULT now(), e integer, z integer, x integer); ALTER TABLE a INHERIT other;
