-- One row a step, version and input: how the step last dealt with it.
with ledger as (
    select * from {{ source('landing', 'ledger') }}
)

select ledger.*
from ledger
qualify
    row_number() over (
        partition by ledger.step, ledger.version, ledger.input_id
        order by ledger.attempts desc, ledger.at desc, ledger.run_id asc
    ) = 1
