/* build_info.h: what the build says of itself; the only file whose compilation depends on where the tree lies. */
#ifndef OTKLIK_BUILD_INFO_H
#define OTKLIK_BUILD_INFO_H

/* "0.1.0". Static. */
const char *build_version(void);
/* Root of the installed data (migrations, schemas, texts, company): $OTKLIK_SHARE, or the source tree that was built.
 * Borrowed from the environment or static. */
const char *build_share(void);

#endif
