/* What reporting serves: the right, flags, what it does, schemas of body and answer. */
#include "report/report_query.h"
#include "report/report_run.h"
#include "reporting.h"

const struct route reporting_routes[] = {
    {"POST", "/v1/reports", http_report_order, "report.run", ROUTE_CREATES,
     "Order a report; it is made in the background", "report_order", "report"},
    {"GET", "/v1/reports", http_report_list, "report.run", ROUTE_READ,
     "The reports that the person ordered, newest first", NULL, "report_page", "after limit:integer"},
    {"GET", "/v1/reports/{id}", http_report_get, "report.run", ROUTE_READ, "State and progress of a report", NULL,
     "report"},
    {"GET", "/v1/reports/{id}/file", http_report_file, "report.run", ROUTE_READ, "The workbook of a finished report",
     NULL, NULL},
    {"DELETE", "/v1/reports/{id}", http_report_delete, "report.run", 0, "Forget a report and its file", NULL, NULL},
    {"GET", "/v1/figures", http_figures, "report.run", ROUTE_READ, "Figures of a period, by branch and by type", NULL,
     "figures", "from to branch"},
    {"PUT", "/v1/labels", http_labels_put, "admin.catalogue", 0, "Load the words of the company's codes", "labels",
     "changed"},
    {0},
};
