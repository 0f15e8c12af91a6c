create table hits (at integer);
