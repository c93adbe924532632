-- One row a revision: the size of its shingle set. The MinHash itself serves only the search for copies.
select
    revision_id,
    article_id,
    shingles,
    made_at
from {{ source('landing', 'signatures') }}
qualify row_number() over (partition by revision_id order by made_at) = 1
