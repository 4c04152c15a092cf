// The only C++ of the service: libphonenumber has no C interface.
#include <cstring>
#include <phonenumbers/phonenumberutil.h>

extern "C" bool phone_shim_parse(const char *raw, const char *region, int64_t *number, bool *mobile, char *extension,
                                 size_t size)
{
    using i18n::phonenumbers::PhoneNumberUtil;
    const PhoneNumberUtil &util = *PhoneNumberUtil::GetInstance();
    i18n::phonenumbers::PhoneNumber parsed;
    if (util.Parse(raw, region, &parsed) != PhoneNumberUtil::NO_PARSING_ERROR || !util.IsValidNumber(parsed))
        return false;
    std::string e164;
    util.Format(parsed, PhoneNumberUtil::E164, &e164);
    *number = std::strtoll(e164.c_str() + 1, nullptr, 10);
    *mobile = util.GetNumberType(parsed) == PhoneNumberUtil::MOBILE;
    std::strncpy(extension, parsed.extension().c_str(), size - 1);
    return true;
}
