"""Time zones by POSIX rules and by name: scripts with their output and status, from dash and GNU. Run by test_dash.py."""

CASES = [
    ["for t in 1710054000 1710053999 1730613599 1730613600 1704067200 1720000000; do TZ=EST5EDT,M3.2.0,M11.1.0 date -d @$t '+%F %T %Z %z'; done",
     '2024-03-10 03:00:00 EDT -0400\n2024-03-10 01:59:59 EST -0500\n2024-11-03 01:59:59 EDT -0400\n2024-11-03 01:00:00 EST -0500\n'
     '2023-12-31 19:00:00 EST -0500\n2024-07-03 05:46:40 EDT -0400\n', 0],
    ["for t in 1710054000 1720000000 1704067200; do TZ=EST5EDT date -d @$t '+%F %T %Z %z'; TZ=EST5 date -d @$t '+%T %Z %z';"
     " TZ=UTC-3 date -d @$t '+%T %Z %z'; done",
     '2024-03-10 03:00:00 EDT -0400\n02:00:00 EST -0500\n10:00:00 UTC +0300\n2024-07-03 05:46:40 EDT -0400\n04:46:40 EST -0500\n12:46:40 UTC +0300\n'
     '2023-12-31 19:00:00 EST -0500\n19:00:00 EST -0500\n03:00:00 UTC +0300\n', 0],
    ["for t in 1711846799 1711846800 1729990799 1729990800; do TZ=CET-1CEST,M3.5.0,M10.5.0/3 date -d @$t '+%F %T %Z %z'; done",
     '2024-03-31 01:59:59 CET +0100\n2024-03-31 03:00:00 CEST +0200\n2024-10-27 02:59:59 CEST +0200\n2024-10-27 02:00:00 CET +0100\n', 0],
    ["for t in 1704067200 1720000000 1712415600 1712415599 1728140400; do TZ=AEST-10AEDT,M10.1.0,M4.1.0/3 date -d @$t '+%F %T %Z %z'; done",
     '2024-01-01 11:00:00 AEDT +1100\n2024-07-03 19:46:40 AEST +1000\n2024-04-07 02:00:00 AEDT +1100\n2024-04-07 01:59:59 AEDT +1100\n'
     '2024-10-06 01:00:00 AEST +1000\n', 0],
    ["for t in 1704067200 1720000000; do TZ='<+0330>-3:30' date -d @$t '+%F %T %Z %z'; TZ='<-03>3' date -d @$t '+%T %Z %z';"
     " TZ='<+0545>-5:45' date -d @$t '+%T %Z %z'; done",
     '2024-01-01 03:30:00 +0330 +0330\n21:00:00 -03 -0300\n05:45:00 +0545 +0545\n2024-07-03 13:16:40 +0330 +0330\n06:46:40 -03 -0300\n'
     '15:31:40 +0545 +0545\n', 0],
    ["for t in 1704067200 1720000000; do TZ=IST-2IDT,M3.4.4/26,M10.5.0 date -d @$t '+%F %T %Z';"
     " TZ='WGT3WGST,M3.5.0/-2,M10.5.0/-1' date -d @$t '+%F %T %Z'; done",
     '2024-01-01 02:00:00 IST\n2023-12-31 21:00:00 WGT\n2024-07-03 12:46:40 IDT\n2024-07-03 07:46:40 WGST\n', 0],
    ["for t in 1704067200 1709164800 1709251200 1709337600; do TZ=AAA0BBB,J60,J300 date -d @$t '+%F %T %Z'; TZ=AAA0BBB,59,299 date -d @$t '+%F %T %Z';"
     ' done',
     '2024-01-01 00:00:00 AAA\n2024-01-01 00:00:00 AAA\n2024-02-29 00:00:00 AAA\n2024-02-29 00:00:00 AAA\n2024-03-01 00:00:00 AAA\n'
     '2024-03-01 01:00:00 BBB\n2024-03-02 01:00:00 BBB\n2024-03-02 01:00:00 BBB\n', 0],
    ["TZ=Foo date -d @0 '+%T %Z %z'; TZ=X date -d @0 '+%T %Z %z'; TZ= date -d @0 '+%T %Z %z'; TZ=UTC0 date -d @0 '+%T %Z'; TZ=GMT date -d @0 '+%T %Z'",
     '00:00:00 Foo +0000\n00:00:00  +0000\n00:00:00 UTC +0000\n00:00:00 UTC\n00:00:00 GMT\n', 0],
    ["TZ=America/New_York date -d @1720000000 '+%F %T %Z %z'; TZ=Europe/Paris date -d @1720000000 '+%F %T %Z %z';"
     " TZ=Asia/Tokyo date -d @1720000000 '+%F %T %Z %z'; TZ=:Europe/London date -d @1720000000 '+%T %Z'",
     '2024-07-03 05:46:40 EDT -0400\n2024-07-03 11:46:40 CEST +0200\n2024-07-03 18:46:40 JST +0900\n10:46:40 BST\n', 0],
    ["TZ=Asia/Kolkata date -d @1720000000 '+%F %T %Z %z'; TZ=Australia/Sydney date -d @1720000000 '+%T %Z';"
     " TZ=America/Sao_Paulo date -d @1720000000 '+%T %Z %z'; TZ=Asia/Kathmandu date -d @1720000000 '+%T %Z %z';"
     " TZ=America/Los_Angeles date -d @1700000000 '+%T %Z'",
     '2024-07-03 15:16:40 IST +0530\n19:46:40 AEST\n06:46:40 -03 -0300\n15:31:40 +0545 +0545\n14:13:20 PST\n', 0],
    ["TZ=Etc/UTC date -d @0 +%Z; TZ=Etc/GMT+5 date -d @0 '+%T %Z %z'", 'UTC\n19:00:00 -05 -0500\n', 0],
    ["TZ=EST5EDT,M3.2.0,M11.1.0 date -d '2024-03-10 01:59:59' +%s; TZ=EST5EDT,M3.2.0,M11.1.0 date -d '2024-03-10 03:00' +%s;"
     " TZ=EST5EDT,M3.2.0,M11.1.0 date -d '2024-07-01 12:00' +%s; TZ=EST5EDT date -d '2024-12-01' +%s",
     '1710053999\n1710054000\n1719849600\n1733029200\n', 0],
    ["export TZ=JST-9; touch -d '2024-01-02 03:04:05' f; stat -c %y f; ls -l --time-style=+%F_%T f | cut -d' ' -f6; find f -printf '%TY-%Tm-%Td %TH\\n';"
     " TZ=UTC0 stat -c %y f; TZ=EST5 date -r f '+%F %T'; touch -t 202401020304.05 g; stat -c %Y g",
     '2024-01-02 03:04:05.000000000 +0900\n2024-01-02_03:04:05\n2024-01-02 03\n2024-01-01 18:04:05.000000000 +0000\n2024-01-01 13:04:05\n1704132245\n', 0],
    ["TZ=EST5EDT4,M3.2.0/2:30,M11.1.0/1:15:30 date -d @1720000000 '+%T %Z'; TZ=EST+5EDT date -d @0 +%T; TZ=AAA-14 date -d @0 '+%F %T %z';"
     " TZ=AAA24 date -d @0 '+%F %T %z'",
     '05:46:40 EDT\n19:00:00\n1970-01-01 14:00:00 +1400\n1969-12-31 00:00:00 -2400\n', 0],
]
