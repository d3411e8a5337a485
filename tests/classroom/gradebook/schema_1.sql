BEGIN TRANSACTION;
CREATE TABLE about (
	name VARCHAR(40) NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "about" VALUES('schema','1');
CREATE TABLE answers (
	attempt VARCHAR(24) NOT NULL, 
	question VARCHAR(200) NOT NULL, 
	answer TEXT NOT NULL, 
	tries INTEGER NOT NULL, 
	at VARCHAR(40) NOT NULL, 
	confidence INTEGER, 
	flags TEXT NOT NULL, 
	PRIMARY KEY (attempt, question), 
	FOREIGN KEY(attempt) REFERENCES attempts (id)
)
 WITHOUT ROWID

;
INSERT INTO "answers" VALUES('336ff7e6026a8a3e27aa46f9','ex03-keep-drop','"Drop  all of it."',1,'2026-03-02T09:30:00.000Z',NULL,'[]');
INSERT INTO "answers" VALUES('7063887ba996a1ca94c8c6c3','ex03-keep-drop','"Keep it: it is shown."',1,'2026-03-02T09:01:00.000Z',NULL,'[]');
INSERT INTO "answers" VALUES('7063887ba996a1ca94c8c6c3','ex03-tarrick-failed','"honest"',1,'2026-03-02T09:01:00.000Z',NULL,'[]');
INSERT INTO "answers" VALUES('b83ee87284bb3c53ff4d20f6','ex03-keep-drop','"Drop all of it."',1,'2026-03-02T09:01:00.000Z',NULL,'[]');
INSERT INTO "answers" VALUES('b83ee87284bb3c53ff4d20f6','ex03-tarrick-failed','"honest"',1,'2026-03-02T09:01:00.000Z',NULL,'[]');
INSERT INTO "answers" VALUES('c831828ebb63d8380b8ce5f9','ex03-keep-drop','"idk lol"',1,'2026-03-02T09:30:00.000Z',NULL,'[]');
CREATE TABLE attempts (
	id VARCHAR(24) NOT NULL, 
	student VARCHAR(64) NOT NULL, 
	exercise VARCHAR(100) NOT NULL, 
	source TEXT NOT NULL, 
	submitted VARCHAR(40) NOT NULL, 
	time VARCHAR(40) NOT NULL, 
	late BOOLEAN NOT NULL, 
	received VARCHAR(32) NOT NULL, 
	current BOOLEAN NOT NULL, 
	graded_with VARCHAR(16) NOT NULL, 
	flags TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(student) REFERENCES students (code), 
	FOREIGN KEY(exercise) REFERENCES exercises (stem)
)
 WITHOUT ROWID

;
INSERT INTO "attempts" VALUES('336ff7e6026a8a3e27aa46f9','bobbb','03_words_that_judge','b.jsonl','2026-03-02T09:30:00.000Z','2026-11-29T02:14:23',0,'2026-11-29T02:14:23.928Z',1,'1d9a299a900aa8ae','[]');
INSERT INTO "attempts" VALUES('7063887ba996a1ca94c8c6c3','annaa','03_words_that_judge','a.jsonl','2026-03-02T09:01:00.000Z','2026-11-29T02:14:20',0,'2026-11-29T02:14:21.085Z',0,'1d9a299a900aa8ae','[]');
INSERT INTO "attempts" VALUES('b83ee87284bb3c53ff4d20f6','bobbb','03_words_that_judge','b.jsonl','2026-03-02T09:01:00.000Z','2026-11-29T02:14:20',0,'2026-11-29T02:14:21.085Z',0,'1d9a299a900aa8ae','[]');
INSERT INTO "attempts" VALUES('c831828ebb63d8380b8ce5f9','annaa','03_words_that_judge','a.jsonl','2026-03-02T09:30:00.000Z','2026-11-29T02:14:23',0,'2026-11-29T02:14:23.928Z',1,'1d9a299a900aa8ae','[]');
CREATE TABLE audit (
	id INTEGER NOT NULL, 
	at VARCHAR(32) NOT NULL, 
	who TEXT NOT NULL, 
	what VARCHAR(40) NOT NULL, 
	student VARCHAR(64) NOT NULL, 
	exercise VARCHAR(100) NOT NULL, 
	question VARCHAR(200) NOT NULL, 
	"before" TEXT NOT NULL, 
	"after" TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "audit" VALUES(1,'2026-11-29T02:14:21.054Z','teacher','key','','03_words_that_judge','','','1');
INSERT INTO "audit" VALUES(2,'2026-11-29T02:14:21.085Z','teacher','received','annaa','03_words_that_judge','','','"a.jsonl"');
INSERT INTO "audit" VALUES(3,'2026-11-29T02:14:21.085Z','teacher','received','bobbb','03_words_that_judge','','','"b.jsonl"');
INSERT INTO "audit" VALUES(4,'2026-11-29T02:14:21.452Z','teacher','graded','','03_words_that_judge','','','{"new": 2, "moved": 0, "key": 1}');
INSERT INTO "audit" VALUES(5,'2026-11-29T02:14:21.594Z','Ada','score','annaa','03_words_that_judge','ex03-keep-drop','','3.0');
INSERT INTO "audit" VALUES(6,'2026-11-29T02:14:21.620Z','Ada','comment','annaa','03_words_that_judge','ex03-keep-drop','','"Well shown."');
INSERT INTO "audit" VALUES(7,'2026-11-29T02:14:21.646Z','Ada','score','bobbb','03_words_that_judge','ex03-keep-drop','','2.0');
INSERT INTO "audit" VALUES(8,'2026-11-29T02:14:21.661Z','Ada','comment','bobbb','03_words_that_judge','ex03-keep-drop','','"Say why."');
INSERT INTO "audit" VALUES(9,'2026-11-29T02:14:21.670Z','Ada','score','annaa','03_words_that_judge','ex03-tarrick-failed','','1.0');
INSERT INTO "audit" VALUES(10,'2026-11-29T02:14:23.928Z','teacher','received','annaa','03_words_that_judge','','','"a.jsonl"');
INSERT INTO "audit" VALUES(11,'2026-11-29T02:14:23.928Z','teacher','received','bobbb','03_words_that_judge','','','"b.jsonl"');
INSERT INTO "audit" VALUES(12,'2026-11-29T02:14:24.108Z','teacher','graded','','03_words_that_judge','','','{"new": 2, "moved": 0, "key": 1}');
CREATE TABLE comments (
	student VARCHAR(64) NOT NULL, 
	exercise VARCHAR(100) NOT NULL, 
	question VARCHAR(200) NOT NULL, 
	"by" VARCHAR(200) NOT NULL, 
	text TEXT NOT NULL, 
	at VARCHAR(32) NOT NULL, 
	PRIMARY KEY (student, exercise, question, "by"), 
	FOREIGN KEY(student) REFERENCES students (code), 
	FOREIGN KEY(exercise) REFERENCES exercises (stem)
);
INSERT INTO "comments" VALUES('annaa','03_words_that_judge','ex03-keep-drop','Ada','Well shown.','2026-11-29T02:14:21.606Z');
INSERT INTO "comments" VALUES('bobbb','03_words_that_judge','ex03-keep-drop','Ada','Say why.','2026-11-29T02:14:21.660Z');
CREATE TABLE disputes (
	student VARCHAR(64) NOT NULL, 
	exercise VARCHAR(100) NOT NULL, 
	question VARCHAR(200) NOT NULL, 
	at VARCHAR(40) NOT NULL, 
	text TEXT NOT NULL, 
	state VARCHAR(8) NOT NULL, 
	"by" TEXT NOT NULL, 
	reply TEXT NOT NULL, 
	PRIMARY KEY (student, exercise, question, at), 
	FOREIGN KEY(student) REFERENCES students (code), 
	FOREIGN KEY(exercise) REFERENCES exercises (stem)
);
CREATE TABLE exercises (
	stem VARCHAR(100) NOT NULL, 
	title TEXT NOT NULL, 
	graded_at VARCHAR(32) NOT NULL, 
	PRIMARY KEY (stem)
);
INSERT INTO "exercises" VALUES('03_words_that_judge','Words that judge. A fire and a ramp','2026-11-29T02:14:23.993Z');
CREATE TABLE keys (
	exercise VARCHAR(100) NOT NULL, 
	hash VARCHAR(16) NOT NULL, 
	version INTEGER NOT NULL, 
	possible FLOAT NOT NULL, 
	since VARCHAR(32) NOT NULL, 
	PRIMARY KEY (exercise, hash), 
	FOREIGN KEY(exercise) REFERENCES exercises (stem)
);
INSERT INTO "keys" VALUES('03_words_that_judge','1d9a299a900aa8ae',1,10.0,'2026-11-29T02:14:21.053Z');
CREATE TABLE option_results (
	attempt VARCHAR(24) NOT NULL, 
	question VARCHAR(200) NOT NULL, 
	atom VARCHAR(200) NOT NULL, 
	place INTEGER NOT NULL, 
	times INTEGER NOT NULL, 
	weight INTEGER NOT NULL, 
	PRIMARY KEY (attempt, question, atom), 
	FOREIGN KEY(attempt, question) REFERENCES results (attempt, question)
)
 WITHOUT ROWID

;
INSERT INTO "option_results" VALUES('7063887ba996a1ca94c8c6c3','ex03-tarrick-failed','honest',0,1,0);
INSERT INTO "option_results" VALUES('b83ee87284bb3c53ff4d20f6','ex03-tarrick-failed','honest',0,1,0);
CREATE TABLE overrides (
	student VARCHAR(64) NOT NULL, 
	exercise VARCHAR(100) NOT NULL, 
	question VARCHAR(200) NOT NULL, 
	points FLOAT NOT NULL, 
	"by" TEXT NOT NULL, 
	at VARCHAR(32) NOT NULL, 
	version INTEGER NOT NULL, 
	PRIMARY KEY (student, exercise, question), 
	FOREIGN KEY(student) REFERENCES students (code), 
	FOREIGN KEY(exercise) REFERENCES exercises (stem)
);
INSERT INTO "overrides" VALUES('annaa','03_words_that_judge','ex03-keep-drop',3.0,'Ada','2026-11-29T02:14:21.570Z',1);
INSERT INTO "overrides" VALUES('bobbb','03_words_that_judge','ex03-keep-drop',2.0,'Ada','2026-11-29T02:14:21.644Z',1);
INSERT INTO "overrides" VALUES('annaa','03_words_that_judge','ex03-tarrick-failed',1.0,'Ada','2026-11-29T02:14:21.669Z',1);
CREATE TABLE problems (
	exercise VARCHAR(100) NOT NULL, 
	number INTEGER NOT NULL, 
	file TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	PRIMARY KEY (exercise, number), 
	FOREIGN KEY(exercise) REFERENCES exercises (stem)
);
CREATE TABLE readings (
	student VARCHAR(64) NOT NULL, 
	exercise VARCHAR(100) NOT NULL, 
	question VARCHAR(200) NOT NULL, 
	"by" VARCHAR(200) NOT NULL, 
	points FLOAT NOT NULL, 
	at VARCHAR(32) NOT NULL, 
	PRIMARY KEY (student, exercise, question, "by"), 
	FOREIGN KEY(student) REFERENCES students (code), 
	FOREIGN KEY(exercise) REFERENCES exercises (stem)
);
INSERT INTO "readings" VALUES('annaa','03_words_that_judge','ex03-keep-drop','Ada',3.0,'2026-11-29T02:14:21.570Z');
INSERT INTO "readings" VALUES('bobbb','03_words_that_judge','ex03-keep-drop','Ada',2.0,'2026-11-29T02:14:21.644Z');
INSERT INTO "readings" VALUES('annaa','03_words_that_judge','ex03-tarrick-failed','Ada',1.0,'2026-11-29T02:14:21.669Z');
CREATE TABLE results (
	attempt VARCHAR(24) NOT NULL, 
	question VARCHAR(200) NOT NULL, 
	status VARCHAR(8) NOT NULL, 
	earned FLOAT, 
	possible FLOAT NOT NULL, 
	flags TEXT NOT NULL, 
	PRIMARY KEY (attempt, question), 
	FOREIGN KEY(attempt) REFERENCES attempts (id)
)
 WITHOUT ROWID

;
INSERT INTO "results" VALUES('336ff7e6026a8a3e27aa46f9','ex03-gant-half','absent',0.0,1.0,'[]');
INSERT INTO "results" VALUES('336ff7e6026a8a3e27aa46f9','ex03-gant-mark','absent',0.0,1.0,'[]');
INSERT INTO "results" VALUES('336ff7e6026a8a3e27aa46f9','ex03-gant-price','absent',0.0,1.0,'[]');
INSERT INTO "results" VALUES('336ff7e6026a8a3e27aa46f9','ex03-keep-drop','pending',NULL,3.0,'[]');
INSERT INTO "results" VALUES('336ff7e6026a8a3e27aa46f9','ex03-lines-hard','absent',0.0,1.0,'[]');
INSERT INTO "results" VALUES('336ff7e6026a8a3e27aa46f9','ex03-tarrick-failed','absent',0.0,1.0,'[]');
INSERT INTO "results" VALUES('336ff7e6026a8a3e27aa46f9','ex03-tarrick-headline','absent',0.0,1.0,'[]');
INSERT INTO "results" VALUES('336ff7e6026a8a3e27aa46f9','ex03-tarrick-mark','absent',0.0,1.0,'[]');
INSERT INTO "results" VALUES('7063887ba996a1ca94c8c6c3','ex03-gant-half','absent',0.0,1.0,'[]');
INSERT INTO "results" VALUES('7063887ba996a1ca94c8c6c3','ex03-gant-mark','absent',0.0,1.0,'[]');
INSERT INTO "results" VALUES('7063887ba996a1ca94c8c6c3','ex03-gant-price','absent',0.0,1.0,'[]');
INSERT INTO "results" VALUES('7063887ba996a1ca94c8c6c3','ex03-keep-drop','pending',NULL,3.0,'[]');
INSERT INTO "results" VALUES('7063887ba996a1ca94c8c6c3','ex03-lines-hard','absent',0.0,1.0,'[]');
INSERT INTO "results" VALUES('7063887ba996a1ca94c8c6c3','ex03-tarrick-failed','graded',0.0,1.0,'[]');
INSERT INTO "results" VALUES('7063887ba996a1ca94c8c6c3','ex03-tarrick-headline','absent',0.0,1.0,'[]');
INSERT INTO "results" VALUES('7063887ba996a1ca94c8c6c3','ex03-tarrick-mark','absent',0.0,1.0,'[]');
INSERT INTO "results" VALUES('b83ee87284bb3c53ff4d20f6','ex03-gant-half','absent',0.0,1.0,'[]');
INSERT INTO "results" VALUES('b83ee87284bb3c53ff4d20f6','ex03-gant-mark','absent',0.0,1.0,'[]');
INSERT INTO "results" VALUES('b83ee87284bb3c53ff4d20f6','ex03-gant-price','absent',0.0,1.0,'[]');
INSERT INTO "results" VALUES('b83ee87284bb3c53ff4d20f6','ex03-keep-drop','pending',NULL,3.0,'[]');
INSERT INTO "results" VALUES('b83ee87284bb3c53ff4d20f6','ex03-lines-hard','absent',0.0,1.0,'[]');
INSERT INTO "results" VALUES('b83ee87284bb3c53ff4d20f6','ex03-tarrick-failed','graded',0.0,1.0,'[]');
INSERT INTO "results" VALUES('b83ee87284bb3c53ff4d20f6','ex03-tarrick-headline','absent',0.0,1.0,'[]');
INSERT INTO "results" VALUES('b83ee87284bb3c53ff4d20f6','ex03-tarrick-mark','absent',0.0,1.0,'[]');
INSERT INTO "results" VALUES('c831828ebb63d8380b8ce5f9','ex03-gant-half','absent',0.0,1.0,'[]');
INSERT INTO "results" VALUES('c831828ebb63d8380b8ce5f9','ex03-gant-mark','absent',0.0,1.0,'[]');
INSERT INTO "results" VALUES('c831828ebb63d8380b8ce5f9','ex03-gant-price','absent',0.0,1.0,'[]');
INSERT INTO "results" VALUES('c831828ebb63d8380b8ce5f9','ex03-keep-drop','pending',NULL,3.0,'[]');
INSERT INTO "results" VALUES('c831828ebb63d8380b8ce5f9','ex03-lines-hard','absent',0.0,1.0,'[]');
INSERT INTO "results" VALUES('c831828ebb63d8380b8ce5f9','ex03-tarrick-failed','absent',0.0,1.0,'[]');
INSERT INTO "results" VALUES('c831828ebb63d8380b8ce5f9','ex03-tarrick-headline','absent',0.0,1.0,'[]');
INSERT INTO "results" VALUES('c831828ebb63d8380b8ce5f9','ex03-tarrick-mark','absent',0.0,1.0,'[]');
CREATE TABLE roster (
	student VARCHAR(64) NOT NULL, 
	name TEXT NOT NULL, 
	email TEXT NOT NULL, 
	ids TEXT NOT NULL, 
	origin VARCHAR(20) NOT NULL, 
	PRIMARY KEY (student), 
	FOREIGN KEY(student) REFERENCES students (code)
);
CREATE TABLE students (
	code VARCHAR(64) NOT NULL, 
	since VARCHAR(32), 
	PRIMARY KEY (code)
);
INSERT INTO "students" VALUES('annaa','2026-11-29T02:14:21.070Z');
INSERT INTO "students" VALUES('bobbb','2026-11-29T02:14:21.070Z');
CREATE INDEX audit_of ON audit (exercise, student, question);
CREATE INDEX attempts_of ON attempts (exercise, student);
COMMIT;
