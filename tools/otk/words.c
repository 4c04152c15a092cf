#include "otk.h"

#include <string.h>

static const char *const words[][2] = {
    {"en", "ru"},
    {"Commands:", "Команды:"},
    {"COMMAND [ARGUMENT...]", "КОМАНДА [АРГУМЕНТ...]"},
    {"otk COMMAND --help tells more.", "Подробнее: otk КОМАНДА --help."},
    {"Exit status: 0 done, 1 failed, 2 wrong usage, 3 not found, 4 unreachable.",
     "Код завершения: 0 сделано, 1 не удалось, 2 неверный вызов, 3 не найдено, 4 нет связи."},
    {"no such command; otk --help lists them", "нет такой команды; список: otk --help"},
    {"wrong number of arguments", "неверное число аргументов"},
    {"send an appeal by the bus and print its number", "отправить обращение по шине и напечатать его номер"},
    {"show the state of an appeal", "показать состояние обращения"},
    {"follow public events of appeals", "следить за открытыми событиями обращений"},
    {"list dead letters", "показать непринятые сообщения"},
    {"show a dead letter with its bytes", "показать непринятое сообщение целиком"},
    {"run a dead letter again", "обработать непринятое сообщение ещё раз"},
    {"take a dead letter off the list for good", "снять непринятое сообщение навсегда"},
    {"make topics and correct their settings", "создать топики и исправить их настройки"},
    {"compare the broker's topics with the table", "сравнить топики брокера с таблицей"},
    {"load a company's files into the services", "загрузить файлы компании в сервисы"},
    {"write the services' company data to files", "выгрузить данные компании из сервисов в файлы"},
    {"name every hole of a company's files", "назвать каждый пробел в файлах компании"},
    {"make an employee who may sign in", "создать сотрудника, который может входить"},
    {"set a password, read from a file or standard input", "задать пароль из файла или стандартного ввода"},
    {"make the first administrator of an empty installation", "создать первого администратора пустой установки"},
    {"settings file instead of ~/.config/otk.yaml", "файл настроек вместо ~/.config/otk.yaml"},
    {"Kafka's brokers", "брокеры Kafka"},
    {"address of Otklik", "адрес «Отклика»"},
    {"certificate to trust", "сертификат, которому доверять"},
    {"who signs in", "кто входит"},
    {"file with the password", "файл с паролем"},
    {"print JSON, a value a line", "печатать JSON, по значению в строке"},
    {"these parts alone: branches,departments", "только эти части: branches,departments"},
    {"to these services alone: staff,intake", "только в эти сервисы: staff,intake"},
    {"wait so long for what a service hears by events", "ждать столько то, что сервис узнаёт из событий"},
    {"send the rest when an object is refused", "продолжать, если объект отвергнут"},
    {"the table of topics has faults", "в таблице топиков ошибки"},
    {"%zu topics are as the table says", "топиков по таблице: %zu"},
    {"no answer", "нет ответа"},
    {"sign-in", "вход"},
    {"sign-in gave no token", "вход не дал токена"},
    {"who signs in? set OTK_LOGIN and OTK_PASSWORD_FILE", "кто входит? задайте OTK_LOGIN и OTK_PASSWORD_FILE"},
    {"an object without", "объект без поля"},
    {"no service takes this part", "ни один сервис не принимает эту часть"},
    {"%-17s %-10s %4d sent, %d new, %d changed", "%-17s %-10s отправлено %4d, новых %d, изменено %d"},
    {"cannot be written", "не записать"},
    {"follow the appeal until it rests", "следить за обращением, пока оно движется"},
    {"source instead of the file's", "источник вместо указанного в файле"},
    {"with --watch: the public topics alone", "с --watch: только открытые топики"},
    {"wait at most so long for the reply", "ждать ответа не дольше"},
    {"with --watch: end when nothing came for so long", "с --watch: закончить, если ничего не приходит столько"},
    {"refused", "отказано"},
    {"no reply in time", "ответ не пришёл вовремя"},
    {"no source or no external_id", "нет source или external_id"},
    {"internal events too", "и внутренние события"},
    {"end after so long; 0: never", "закончить через столько; 0: никогда"},
    {"this service alone", "только этот сервис"},
    {"personnel number; the login where absent", "табельный номер; если не задан, то логин"},
    {"personnel number; looked up by the login where absent", "табельный номер; если не задан, ищется по логину"},
    {"why it is given up", "почему снимается"},
    {"file with the mended message", "файл с исправленным сообщением"},
    {"letters of this state: open, retried, discarded", "письма в состоянии: open, retried, discarded"},
    {"surname", "фамилия"},
    {"first name", "имя"},
    {"branch code", "код филиала"},
    {"department code", "код подразделения"},
    {"codes of roles, with commas", "коды ролей через запятую"},
    {"file with the new password", "файл с новым паролем"},
    {"to be changed at the next sign-in", "сменить при следующем входе"},
    {"file with the installation's secret", "файл с секретом установки"},
    {"cannot be read", "не прочитать"},
    {"%s is there; otk user passwd sets a password", "%s есть; пароль задаёт otk user passwd"},
    {"no such login", "нет такого логина"},
    {"--reason is needed", "нужна --reason"},
    {"--secret-file is needed", "нужен --secret-file"},
    {"no such folder", "нет такой папки"},
    {"missing", "нет файла"},
    {"%zu types, %zu files: no hole", "типов: %zu, файлов: %zu, пробелов нет"},
    {"%s: %s stands twice", "%s: %s встречается дважды"},
    {"types: clients' words lead to two types: %s", "types: слова клиентов ведут к двум типам: %s"},
    {"%s %s: %s: unknown %s", "%s %s: %s: нет такого: %s"},
    {"binding %s %s: %s does not serve it", "привязка %s %s: %s не выполняет эту роль"},
    {"binding %s: bound though named as missing", "привязка %s: есть, хотя названа отсутствующей"},
    {"binding %s: missing", "привязка %s: отсутствует"},
    {"%s: %s has another datatype", "%s: у %s другой тип данных"},
    {"%s: the check of %s has no words", "%s: у проверки поля %s нет слов"},
    {"%s: excluded_field: unknown %s", "%s: excluded_field: нет такого поля: %s"},
    {"%s: no template for %s", "%s: нет шаблона для результата %s"},
    {"%s: not one last working stage", "%s: последний рабочий этап должен быть один"},
    {"%s: no stage gives %s", "%s: ни один этап не даёт результата %s"},
    {"%s: routes without condition do not cover the client kinds",
     "%s: маршруты без условия охватывают не те виды клиентов"},
    {"%s: too few clients' words", "%s: слишком мало слов клиентов"},
    {"departments %s: FIXED without a responsible", "departments %s: FIXED без ответственного"},
    {"%s: %s at %zu in '%s'", "%s: %s, место %zu в '%s'"},
    {"%s: unknown name %s in '%s'", "%s: неизвестное имя %s в '%s'"},
    {"%s: %.1f working days planned, %s has %.1f", "%s: по этапам %.1f рабочих дней, в правиле %s %.1f"},
    {"%s: no deadline for an answer to %s", "%s: нет срока ответа для %s"},
    {"departments %s: work is bound to it and nobody is in it", "departments %s: работа привязана, а сотрудников нет"},
    {"branches: no HQ", "branches: нет HQ"},
    {"company: hq_control: no department HQ-CTRL", "company: hq_control: нет подразделения HQ-CTRL"},
    {"call the head office's branch HQ and the department that hears of late cases HQ-CTRL: the notices know them by "
     "these codes",
     "назовите филиал головного офиса HQ, а подразделение, узнающее о просрочках, HQ-CTRL: уведомления знают их по "
     "этим "
     "кодам"},
    {"employees %s: no role", "employees %s: нет роли"},
    {"employees: nobody has the right %s", "employees: ни у кого нет права %s"},
    {"correct this member; proto-schemas/company says what it may be",
     "исправьте это поле; каким оно может быть, сказано в proto-schemas/company"},
    {"give one of the two another code, or remove it", "дайте одному из двух другой код или удалите его"},
    {"correct the code, or add what it names to the file that holds such things",
     "исправьте код или добавьте то, что он называет, в файл таких объектов"},
    {"add a row to bindings.json that names a department of any branch; or, if cases are to wait for the "
     "administrator, name the pair under missing_bindings of company.json",
     "добавьте в bindings.json строку с подразделением любого филиала; если дела должны ждать администратора, назовите "
     "пару в missing_bindings файла company.json"},
    {"take the pair out of missing_bindings of company.json", "уберите пару из missing_bindings файла company.json"},
    {"add the role to the department's roles, or bind another department",
     "добавьте роль в roles подразделения или привяжите другое"},
    {"add an employee of this department, or bind its roles to another one",
     "добавьте сотрудника этого подразделения или привяжите его роли к другому"},
    {"give the employee a role of roles.json: without one he may do nothing; or remove the login",
     "дайте сотруднику роль из roles.json (без роли он не может ничего) или уберите логин"},
    {"give a role with this right (roles.json) to an employee",
     "дайте одному из сотрудников роль с этим правом (roles.json)"},
    {"correct the type's field, or the dictionary's in fields.json",
     "исправьте поле типа или поле словаря в fields.json"},
    {"name a template of templates.json for this result under the type's templates",
     "назовите для этого результата шаблон из templates.json в templates типа"},
    {"correct the type's routes: one route without `when` for each of its client kinds, one stage with `last`, and a "
     "stage that gives each result",
     "исправьте маршруты типа: по одному маршруту без `when` на каждый вид клиента, один этап с `last` и этап для "
     "каждого результата"},
    {"add words by which clients ask for it under questions_synonyms",
     "добавьте в questions_synonyms слова, которыми об этом спрашивают клиенты"},
    {"name a responsible employee of the department, or take the mode POOL or HEAD",
     "назовите ответственного сотрудника подразделения или возьмите режим POOL или HEAD"},
    {"correct the condition; docs/catalogue.md lists the names it may use",
     "исправьте условие; допустимые имена перечислены в docs/catalogue.md"},
    {"shorten the periods of the stages, or name a longer rule",
     "сократите сроки этапов или назовите правило с большим сроком"},
    {"name a rule for an answer under the type's rules, or make one the default in sla_rules.json",
     "назовите правило для ответа в rules типа или сделайте одно правило общим (default) в sla_rules.json"},
};

static bool russian(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        const char *value = g_getenv(names[i]);
        if (value && *value)
            return strncmp(value, "ru", 2) == 0;
    }
    return false;
}

const char *tr(const char *english)
{
    if (!russian())
        return english;
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (strcmp(words[i][0], english) == 0)
            return words[i][1];
    return english;
}
