-- Every process role of a department: whose heads a deadline's rule tells.
ALTER TABLE department ADD COLUMN roles jsonb;
