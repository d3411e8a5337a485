"""What lists call their columns, in the languages of the platforms that write them; folded, as `names.folded` does."""

from __future__ import annotations

from aquanaut.sheets.names import folded


def _all(words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(folded(word) for word in words.split("|")))


CODE = _all("code|student code|learner|learner code")
NAME = _all(
    "name|full name|student name|vollständiger name|teilnehmer|schüler|schülerin|nombre completo|estudiante|alumno|"
    "nom complet|élève|étudiant|nome completo|aluno|studente|alunno|volledige naam|naam|leerling|pełna nazwa|"
    "imię i nazwisko|uczeń|celé jméno|student|celé meno|teljes név|fullständigt namn|fullt namn|fulde navn|"
    "koko nimi|nume complet|повне ім'я|полное имя|имя и фамилия|фио|ученик|tam adı|öğrenci|ad soyad|全名|姓名|学生|"
    "氏名|フルネーム|이름|성명|الاسم الكامل|שם מלא|πλήρες όνομα|ονοματεπώνυμο|họ và tên"
)
FIRST = _all(
    "first name|given name|first|forename|vorname|nombre|nombres|prénom|nome|primeiro nome|voornaam|imię|jméno|"
    "křestní jméno|meno|keresztnév|utónév|förnamn|fornavn|etunimi|prenume|имя|ім'я|ad|adı|名|名字|名前|"
    "الاسم الأول|שם פרטי|όνομα|tên"
)
LAST = _all(
    "last name|surname|family name|last|nachname|familienname|apellido|apellidos|apellido(s)|nom|nom de famille|"
    "cognome|sobrenome|apelido|último nome|achternaam|nazwisko|příjmení|priezvisko|vezetéknév|családnév|efternamn|"
    "etternavn|efternavn|sukunimi|nume|nume de familie|фамилия|прізвище|soyadı|soyad|姓|姓氏|名字の姓|성|"
    "اسم العائلة|שם משפחה|επώνυμο|επίθετο|họ"
)
EMAIL = _all(
    "email|email address|e-mail|mail|e-mail-adresse|e-mailadresse|dirección de correo|correo electrónico|correo|"
    "adresse de courriel|courriel|adresse e-mail|indirizzo email|endereço de email|endereço de e-mail|e-mailadres|"
    "adres e-mail|adres email|emailová adresa|e-mail cím|e-postadress|e-postadresse|sähköpostiosoite|adresă de email|"
    "адрес электронной почты|электронная почта|e-posta adresi|e-posta|电子邮件地址|邮箱|"
    "メールアドレス|이메일 주소|이메일"
)
GROUP = _all("group|class|section|gruppe|klasse|grupo|groupe|classe|gruppo|groep|klas|grupa|klasa|třída|группа|класс")
SIS = _all(
    "sis id|id-nummer|número de id|numéro d'identification|numero id|número de identificação|id-nummer|numer id|"
    "identifikační číslo|azonosító szám|индивидуальный номер|id numarası"
)
SUMS = _all(
    "points possible|manual posting|student, test|test student|date|points|class average|average|mean|total|sum|"
    "datum|punkte|klassendurchschnitt|durchschnitt|mittelwert|summe|gesamt|fecha|puntos|promedio de la clase|"
    "promedio|media|total general|moyenne|moyenne de la classe|somme|totale|media della classe|gemiddelde|totaal|"
    "overall average|gesamtdurchschnitt|durchschnitt gesamt|średnia|suma|průměr|celkem"
)
"""What stands where a name would in a row that is no student."""
