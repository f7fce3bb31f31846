// Ids, fields of records and their errors are the same for every sport.
@_exported import Records
