/* commands.h: the commands, grouped under the file that defines them; their table is in main.c. */
#ifndef OTK_COMMANDS_H
#define OTK_COMMANDS_H

#include "otk.h"

/* cmd_topics.c */
enum otk_exit cmd_topics_apply(struct otk *otk, char **arguments);
enum otk_exit cmd_topics_check(struct otk *otk, char **arguments);
enum otk_exit cmd_topics_empty(struct otk *otk, char **arguments);
extern const GOptionEntry cmd_topics_empty_options[];
/* cmd_topics_acls.c */
enum otk_exit cmd_topics_acls(struct otk *otk, char **arguments);
extern const GOptionEntry cmd_topics_acls_options[];
/* cmd_company.c */
enum otk_exit cmd_company_load(struct otk *otk, char **arguments);
extern const GOptionEntry cmd_company_load_options[];
/* cmd_export.c */
enum otk_exit cmd_company_export(struct otk *otk, char **arguments);
extern const GOptionEntry cmd_company_export_options[];
/* cmd_check.c */
enum otk_exit cmd_company_check(struct otk *otk, char **arguments);
/* cmd_submit.c */
enum otk_exit cmd_submit(struct otk *otk, char **arguments);
extern const GOptionEntry cmd_submit_options[];
/* cmd_watch.c */
enum otk_exit cmd_watch(struct otk *otk, char **arguments);
extern const GOptionEntry cmd_watch_options[];
/* cmd_status.c */
enum otk_exit cmd_status(struct otk *otk, char **arguments);
/* cmd_dlq.c */
enum otk_exit cmd_dlq_list(struct otk *otk, char **arguments);
enum otk_exit cmd_dlq_show(struct otk *otk, char **arguments);
enum otk_exit cmd_dlq_retry(struct otk *otk, char **arguments);
enum otk_exit cmd_dlq_discard(struct otk *otk, char **arguments);
extern const GOptionEntry cmd_dlq_list_options[], cmd_dlq_retry_options[], cmd_dlq_discard_options[];
/* cmd_user.c */
enum otk_exit cmd_user_add(struct otk *otk, char **arguments);
enum otk_exit cmd_user_passwd(struct otk *otk, char **arguments);
enum otk_exit cmd_user_bootstrap(struct otk *otk, char **arguments);
extern const GOptionEntry cmd_user_add_options[];
extern const GOptionEntry cmd_user_passwd_options[];
extern const GOptionEntry cmd_user_bootstrap_options[];

#endif
