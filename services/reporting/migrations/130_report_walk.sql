-- As double precision, a tenth of the time of numeric.
CREATE OR REPLACE FUNCTION excel_time(at timestamptz, tz text) RETURNS double precision LANGUAGE sql IMMUTABLE AS $$
    SELECT date_part('epoch', at AT TIME ZONE tz) / 86400 + 25569
$$;

-- The rows that a report, its pivot and the board count: ONE definition of every figure, in place of 120's.
--   people     the reader and the heads above him: what is about one of them is not counted for him
--   period     received from `first` to `last`, both included, on the calendar of the branch; void registrations are left out;
--              only the days at its ends are asked by the calendar, which also lets the planner know how many rows there are
--   answered   a way of the answer has its proof in the present cycle
--   in_time    of answered ones with a due time: 1 when it was kept; null for the rest
--   overdue    answered too late, or open and past the due time
--   days       calendar days from reception to the answer, days_in_work from sending to work
-- Written so that the planner takes it into the query around it (one SELECT, stable, schema named).
CREATE OR REPLACE FUNCTION report_rows(as_of timestamptz, lang text, allowed text[], secret boolean, people uuid[], first date,
                            last date, only_branches text[], only_services text[], only_types text[])
RETURNS TABLE (
    appeal_id uuid, received_at timestamptz, branch text, type_code text,
    number text, branch_name text, month text, channel_name text, client_kind_name text, service_name text,
    category_name text, type_name text, state_name text, received double precision, registered double precision,
    sent double precision, due double precision, answered double precision, closed double precision, cycle_no bigint,
    result_name text, justified text, way_name text, department_name text, employee_name text, is_registered int,
    is_answered int, in_time int, overdue int, days double precision, days_in_work double precision, returns bigint
) LANGUAGE sql STABLE AS $$
    SELECT f.appeal_id, f.received_at, f.branch, coalesce(f.type_code, '—'),
           f.number,
           coalesce(CASE lang WHEN 'en' THEN b.en END, b.ru, f.branch, '—'),
           to_char(f.received_at AT TIME ZONE coalesce(b.tz, 'UTC'), 'YYYY-MM'),
           coalesce(CASE lang WHEN 'en' THEN channel.en END, channel.ru, f.channel, '—'),
           coalesce(CASE lang WHEN 'en' THEN kind.en END, kind.ru, f.client_kind, '—'),
           coalesce(CASE lang WHEN 'en' THEN service.en END, service.ru, f.service, t.service, '—'),
           coalesce(CASE lang WHEN 'en' THEN category.en END, category.ru, f.category, t.category, '—'),
           coalesce(CASE lang WHEN 'en' THEN f.type_en END, CASE lang WHEN 'en' THEN t.en END, f.type_ru, t.ru, '—'),
           coalesce(CASE lang WHEN 'en' THEN state.en END, state.ru, f.state, '—'),
           reporting.excel_time(f.received_at, coalesce(b.tz, 'UTC')),
           reporting.excel_time(f.registered_at, coalesce(b.tz, 'UTC')),
           reporting.excel_time(f.sent_at, coalesce(b.tz, 'UTC')),
           reporting.excel_time(f.due_at, coalesce(b.tz, 'UTC')),
           reporting.excel_time(f.answered_at, coalesce(b.tz, 'UTC')),
           reporting.excel_time(f.closed_at, coalesce(b.tz, 'UTC')),
           f.cycle_no,
           coalesce(CASE lang WHEN 'en' THEN result.en END, result.ru, f.result),
           f.justified,
           coalesce(CASE lang WHEN 'en' THEN way.en END, way.ru, f.answered_by_way),
           coalesce(CASE lang WHEN 'en' THEN d.en END, d.ru, f.department_name),
           f.employee_name,
           (f.registered_at IS NOT NULL)::int,
           (f.answered_at IS NOT NULL)::int,
           CASE WHEN f.answered_at IS NOT NULL AND f.due_at IS NOT NULL THEN (NOT f.late)::int END,
           (CASE WHEN f.answered_at IS NOT NULL THEN f.late
                 WHEN f.state IN ('CLOSED', 'REDIRECTED', 'WITHDRAWN', 'DUPLICATE', 'LEFT') THEN false
                 ELSE coalesce(f.due_at < as_of, false) END)::int,
           date_part('epoch', f.answered_at - f.received_at) / 86400,
           date_part('epoch', f.answered_at - f.sent_at) / 86400,
           f.returns
    FROM reporting.fact_appeal f
    LEFT JOIN reporting.branch b ON b.code = f.branch
    LEFT JOIN reporting.appeal_type t ON t.code = f.type_code
    LEFT JOIN reporting.department d ON d.department_id = f.department_id
    LEFT JOIN reporting.label channel ON channel.id = 'channels/' || f.channel
    LEFT JOIN reporting.label kind ON kind.id = 'client_kinds/' || f.client_kind
    LEFT JOIN reporting.label service ON service.id = 'services/' || coalesce(f.service, t.service)
    LEFT JOIN reporting.label category ON category.id = 'categories/' || coalesce(f.category, t.category)
    LEFT JOIN reporting.label state ON state.id = 'states/' || f.state
    LEFT JOIN reporting.label result ON result.id = 'results/' || f.result
    LEFT JOIN reporting.label way ON way.id = 'response_channels/' || f.answered_by_way
    WHERE f.received_at >= (first - 1)::timestamptz
      AND f.received_at < (last + 2)::timestamptz
      AND (f.received_at >= (first + 1)::timestamptz AND f.received_at < last::timestamptz
           OR (f.received_at AT TIME ZONE coalesce(b.tz, 'UTC'))::date BETWEEN first AND last)
      AND (f.branch = ANY(allowed) OR '*' = ANY(allowed))
      AND (NOT f.confidential OR secret)
      AND NOT coalesce(f.excluded && people, false)
      AND f.state IS DISTINCT FROM 'CANCELLED'
      AND (only_branches IS NULL OR f.branch = ANY(only_branches))
      AND (only_services IS NULL OR coalesce(f.service, t.service) = ANY(only_services))
      AND (only_types IS NULL OR f.type_code = ANY(only_types))
$$;
