#include "build_info.h"

#include <stdlib.h>

const char *build_version(void)
{
    return OTKLIK_VERSION;
}

const char *build_share(void)
{
    const char *share = getenv("OTKLIK_SHARE");
    return share && *share ? share : OTKLIK_SHARE_DEFAULT;
}
