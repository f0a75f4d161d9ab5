<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Chart</name>
    <message numerus="yes">
        <source>No renewals in the last %n days.</source>
        <translation>
            <numerusform>No renewals in the last day.</numerusform>
            <numerusform>No renewals in the last %n days.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Renewals in the last %n days: on time {on_time}, after waiting for the network {waited}, failed {failed}.</source>
        <translation>
            <numerusform>Renewals in the last day: on time {on_time}, after waiting for the network {waited}, failed {failed}.</numerusform>
            <numerusform>Renewals in the last %n days: on time {on_time}, after waiting for the network {waited}, failed {failed}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CodeBoxes</name>
    <message numerus="yes">
        <source>Code, %n digits</source>
        <translation>
            <numerusform>Code, %n digit</numerusform>
            <numerusform>Code, %n digits</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CodePage</name>
    <message numerus="yes">
        <source>We sent %n digits to {place}.</source>
        <translation>
            <numerusform>We sent %n digit to {place}.</numerusform>
            <numerusform>We sent %n digits to {place}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n attempts left.</source>
        <translation>
            <numerusform>%n attempt left.</numerusform>
            <numerusform>%n attempts left.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n attempts left</source>
        <translation>
            <numerusform>%n attempt left</numerusform>
            <numerusform>%n attempts left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Counted</name>
    <message numerus="yes">
        <source>%n requests waiting</source>
        <translation>
            <numerusform>%n request waiting</numerusform>
            <numerusform>%n requests waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n requests to sign in are waiting</source>
        <translation>
            <numerusform>%n request to sign in is waiting</numerusform>
            <numerusform>%n requests to sign in are waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more requests…</source>
        <translation>
            <numerusform>%n more request…</numerusform>
            <numerusform>%n more requests…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n times since {time}, all on time</source>
        <translation>
            <numerusform>%n time since {time}, on time</numerusform>
            <numerusform>%n times since {time}, all on time</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n times since {time}, {late} after waiting</source>
        <translation>
            <numerusform>%n time since {time}, {late} after waiting</numerusform>
            <numerusform>%n times since {time}, {late} after waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n seconds left</source>
        <translation>
            <numerusform>%n second left</numerusform>
            <numerusform>%n seconds left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>days left</source>
        <translation>
            <numerusform>day left</numerusform>
            <numerusform>days left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KeystoreChoicePage</name>
    <message numerus="yes">
        <source>Use at least %n characters. Four words make a good one.</source>
        <translation>
            <numerusform>Use at least %n character. Four words make a good one.</numerusform>
            <numerusform>Use at least %n characters. Four words make a good one.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message numerus="yes">
        <source>%n minutes</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n seconds</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
</context>
</TS>
